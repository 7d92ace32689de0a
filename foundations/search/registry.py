"""The application's index, and where its documents come from."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app

from foundations.search.interface import SearchDocument, SearchIndex
from foundations.search.whoosh_index import WhooshIndex
from foundations.web.doctor import NeedsAttention

DocumentSource = Callable[[Collection[str] | None], Iterable[SearchDocument]]
"""Returns the documents of one kind, those with the given keys or all.

Only what everybody may find: hidden records must not even be counted. It is called in
a reading transaction and should yield one by one, for there may be many.
"""

_EXTENSION = "search"


@dataclass(frozen=True, slots=True)
class Search:
    """The index of an application and the sources of its documents, by kind."""

    index: SearchIndex
    sources: dict[str, DocumentSource] = field(default_factory=dict)


def init_search(app: Flask, data_dir: Path, sources: Mapping[str, DocumentSource]) -> None:
    """Give the application an index under ``data_dir``, fed from ``sources``."""
    app.extensions[_EXTENSION] = Search(WhooshIndex(data_dir / "index"), dict(sources))


def current_search() -> Search:
    """Return the search of the application that is running."""
    search: Search = current_app.extensions[_EXTENSION]
    return search


def check_index() -> str:
    """Return "ok" if the index on disk is whole.

    Raises:
        NeedsAttention: if not. Search pages answer all the same, and say that hits may be missing.
    """
    if not current_search().index.is_sound():
        advice = "Hits may be missing until it is built anew, by itself or by ./do flask search rebuild."
        raise NeedsAttention(advice, state="degraded")
    return "ok"
