"""The application's index, and where its documents come from."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app

from foundations.search.interface import SearchDocument, SearchIndex
from foundations.search.whoosh_index import WhooshIndex

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
