"""An index of its own for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foundations.search.interface import SearchDocument
from foundations.search.whoosh_index import WhooshIndex

Fill = Callable[..., None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "index"


@pytest.fixture
def index(root: Path) -> WhooshIndex:
    """An index that nothing was written to yet."""
    return WhooshIndex(root)


@pytest.fixture
def fill(index: WhooshIndex) -> Fill:
    """Build the index of ideas given as ``key="title / body"``, or ``key="body"``."""

    def build(**ideas: str) -> None:
        with index.writing() as writer:
            writer.rebuild(idea(key, text) for key, text in ideas.items())

    return build


def idea(key: str, text: str, kind: str = "idea") -> SearchDocument:
    title, _, body = text.rpartition(" / ")
    return SearchDocument(kind, key, title, body)
