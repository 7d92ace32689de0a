"""Reads over all features: what search finds, as far as everybody may read it; and how the site runs."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from contest.enums import SearchKind
from contest.queries import found
from foundations.database.session import db
from foundations.mail.given_up import count_given_up_mails, given_up_mails
from foundations.scheduling.status import SchedulingStatus, scheduling_status
from foundations.search.registry import current_search
from foundations.web.paging import SIZE, Page
from workshops.enums import WORKSHOP
from workshops.queries.found import public_workshops_among, workshops_to_show

# Ten pages: whoever has not found it there adds a word.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers a query, with the columns that its line shows."""

    kind: str
    record: Any


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of what was found. ``is_cut``: there is more than can be paged to."""

    page: Page[Found]
    is_cut: bool
    is_loosened: bool
    is_degraded: bool


@dataclass(frozen=True, slots=True)
class Operations:
    """How the site runs: the jobs, the index, and a page of the mails that were given up."""

    jobs: SchedulingStatus
    index_is_sound: bool
    mails: Page[Any]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an administrator's own page tells of all that."""

    jobs_are_well: bool = True
    mails: int = 0


@dataclass(frozen=True, slots=True)
class _Kind:
    """How records of a kind are read: which of them are public, and what their lines show."""

    public_among: Callable[[Collection[str]], set[str]]
    to_show: Callable[[Collection[str]], Sequence[Any]]


_KINDS: dict[str, _Kind] = {
    SearchKind.IDEA: _Kind(found.public_ideas_among, found.ideas_to_show),
    SearchKind.CONTEST: _Kind(found.public_contests_among, found.contests_to_show),
    WORKSHOP: _Kind(public_workshops_among, workshops_to_show),
}


SEARCHABLE = frozenset(_KINDS)
"""The kinds of records that can be searched for."""


def operations_at(at: dt.datetime, page: int) -> Operations:
    """Return how the site runs at instant ``at``."""
    return Operations(
        jobs=scheduling_status(db.session(), at),
        index_is_sound=current_search().index.is_sound(),
        mails=given_up_mails(page),
    )


def trouble_at(at: dt.datetime) -> Trouble:
    """Return what runs badly at instant ``at``."""
    return Trouble(jobs_are_well=scheduling_status(db.session(), at).is_well, mails=count_given_up_mails())


def search_public_records(query: str, *, kind: str | None, number: int) -> SearchResults:
    """Return page ``number`` of what answers ``query``, in two database queries per kind at most.

    The index may lag behind: what is public no longer is neither shown nor counted.
    """
    kinds = _KINDS.keys() if kind is None else [kind]
    findings = current_search().index.search(query, kinds=kinds, limit=MOST_SHOWN)
    hits = [(hit.kind, hit.key) for hit in findings.hits]
    public = {(kind, key) for kind, keys in _by_kind(hits).items() for key in _KINDS[kind].public_among(keys)}
    hits = [hit for hit in hits if hit in public]
    shown = _load(hits[(number - 1) * SIZE : number * SIZE])
    return SearchResults(
        page=Page(shown, number, len(hits)),
        is_cut=findings.has_more,
        is_loosened=findings.is_loosened,
        is_degraded=findings.is_degraded,
    )


def _load(hits: Sequence[tuple[str, str]]) -> list[Found]:
    records = {
        (kind, str(record.id)): record for kind, keys in _by_kind(hits).items() for record in _KINDS[kind].to_show(keys)
    }
    return [Found(kind, records[kind, key]) for kind, key in hits if (kind, key) in records]


def _by_kind(hits: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for kind, key in hits:
        keys.setdefault(kind, []).append(key)
    return keys
