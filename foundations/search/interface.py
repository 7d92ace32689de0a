"""What an engine for search must do, and what goes in and comes out."""

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What is to be found of one record: its words in all their languages."""

    kind: str
    """What sort of record it is, such as ``idea``; the feature chooses it."""
    key: str
    """The record's name within its kind, usually its id."""
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A record that must not be found any more."""

    kind: str
    key: str


Change = SearchDocument | Removal


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; a greater ``score`` stands higher."""

    kind: str
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found, best first.

    There is deliberately no total: it would count what the reader may not see.
    """

    hits: tuple[Hit, ...] = ()
    has_more: bool = False
    is_loosened: bool = False
    """Nothing held all the words, so these hold some of them."""
    is_degraded: bool = False
    """The index is missing, damaged or of another version: hits may be missing until it is rebuilt."""


class IndexBusy(Exception):
    """Another process is writing the index; what was to be written waits."""


class DamagedIndex(Exception):
    """The index is missing, damaged or of another version and must be rebuilt."""


class IndexWriter(Protocol):
    """The one writer, while it holds the index."""

    def apply(self, changes: Iterable[Change]) -> None:
        """Bring documents in or take them out; of several changes to one record the last counts.

        Raises:
            DamagedIndex: if there is no sound index to change.
        """

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """Replace whatever is there by an index of ``documents``; return how many they were."""


class SearchIndex(Protocol):
    """An engine. Any number of threads and processes may search, one at a time may write."""

    def search(self, query: str, *, kinds: Collection[str] | None = None, limit: int = 20, offset: int = 0) -> Findings:
        """Find records that hold the words of ``query``, of all kinds or of some. Raises nothing, whatever is asked."""

    def is_sound(self) -> bool:
        """Tell whether the index on disk is whole and of this version."""

    def writing(self, *, timeout: float = 10) -> AbstractContextManager[IndexWriter]:
        """Hold the index for writing.

        Raises:
            IndexBusy: if another process still holds it after ``timeout`` seconds.
        """
