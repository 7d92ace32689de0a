"""Lookups kept in memory by each process, and fresh at every decision (docs/decisions/0020).

The ledger's head says in one row whether anything happened since; what happened is
read from the new entries' kinds and subjects.
"""

import datetime as dt
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Row, select

from consent.queries import current_choices, current_stops
from data_platform.enums import DECIDED
from data_platform.methods.compiled import Decisions
from data_platform.methods.planes import People
from data_platform.queries.state import LoadedState, load_state
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerHead, LedgerPayload

_ROOMS = frozenset({"consent", "governance_board", "data_platform"})
_PERSON = "person:"
_MOST_ENTRIES = 20_000
_SKEW = dt.timedelta(seconds=5)
"""Threads of one process come here in another order than their clocks were read, by less than this."""

_head = select(LedgerHead.size, LedgerHead.root).where(LedgerHead.id == 1)
_entries = (
    select(LedgerEntry.key, LedgerPayload.kind, LedgerPayload.subject)
    .outerjoin(LedgerPayload, LedgerPayload.leaf_index == LedgerEntry.leaf_index)
    .order_by(LedgerEntry.leaf_index)
)
_texts = select(LedgerPayload.text).where(
    LedgerPayload.kind != DECIDED,
    LedgerPayload.kind.startswith("governance_board.") | LedgerPayload.kind.startswith("data_platform."),
)
_LOOKED_BACK = 1_000


class Head(NamedTuple):
    """How far the ledger goes, and the hash over all of it."""

    size: int
    root: bytes


@dataclass
class Known:
    """What a process knows, as of a head of the ledger."""

    head: Head
    last_key: str | None
    loaded_at: dt.datetime
    loaded: LoadedState
    people: People
    decisions: Decisions


class Lookups:
    """The lookups of this process; one thread at a time reads or renews them."""

    def __init__(self) -> None:
        """Begin with nothing loaded."""
        self.lock = threading.Lock()
        self._known: Known | None = None

    def fresh(self, at: dt.datetime) -> Known:
        """Return what is known at ``at``, everything acknowledged until now included; ``lock`` must be held.

        On any error all is forgotten: the next one begins anew.
        """
        known, self._known = self._known, None
        head = Head(*(db.session.execute(_head).one_or_none() or (0, b"")))
        if known is None or _is_over(known, at) or not _catch_up(known, head, at):
            known = _load(head, at)
        known.people.expire(at)
        self._known = known
        return known


def _is_over(known: Known, at: dt.datetime) -> bool:
    changes_at = known.loaded.changes_at
    return (changes_at is not None and at >= changes_at) or at < known.loaded_at - _SKEW


def _catch_up(known: Known, head: Head, at: dt.datetime) -> bool:
    """Bring ``known`` up to ``head``; tell whether that was possible, or all must be loaded."""
    if known.head == head:
        return True
    entries = _since(known, head)
    if entries is None or any(kind is None for _, kind, _ in entries):
        return False
    news = [(kind, subject or "") for _, kind, subject in entries if kind is not None and _counts(kind)]
    persons = {subject for kind, subject in news if _is_of_person(kind, subject)}
    others = [(kind, subject) for kind, subject in news if not _is_of_person(kind, subject)]
    if any(kind.startswith("consent.") for kind, _ in others):
        return False  # a purpose's version may change what every consent to it means
    if persons:
        _read_people(known.people, at, {int(person.removeprefix(_PERSON)) for person in persons})
    if others:
        known.loaded_at = _reached(at, known.head.size, head.size)
        known.loaded = load_state(at=known.loaded_at, known_at=known.loaded_at)
        known.decisions = Decisions(known.loaded.state, known.people)
    known.head, known.last_key = head, entries[-1][0]
    return True


def _since(known: Known, head: Head) -> Sequence[Row[str, str | None, str | None]] | None:
    """Return the entries after those known; None if the ledger is not a continuation of the one that is known."""
    if not 0 < known.head.size < head.size <= known.head.size + _MOST_ENTRIES:
        return None
    first = known.head.size - 1
    rows = db.session.execute(_entries.where(LedgerEntry.leaf_index >= first, LedgerEntry.leaf_index < head.size)).all()
    is_continued = len(rows) == head.size - first and rows[0].key == known.last_key
    return rows[1:] if is_continued else None


def _counts(kind: str) -> bool:
    return kind != DECIDED and kind.partition(".")[0] in _ROOMS


def _is_of_person(kind: str, subject: str) -> bool:
    return kind.startswith("consent.") and subject.startswith(_PERSON)


def _load(head: Head, at: dt.datetime) -> Known:
    last_key = db.session.scalar(select(LedgerEntry.key).where(LedgerEntry.leaf_index == head.size - 1))
    at = _reached(at, head.size - _LOOKED_BACK, head.size)
    loaded, people = load_state(at=at, known_at=at), People()
    _read_people(people, at, None)
    return Known(head, last_key, at, loaded, people, Decisions(loaded.state, people))


def _reached(at: dt.datetime, first: int, end: int) -> dt.datetime:
    """Return ``at``, or the latest act's own instant: one that was acknowledged by a clock ahead of ours counts."""
    texts = db.session.scalars(_texts.where(LedgerPayload.leaf_index >= first, LedgerPayload.leaf_index < end))
    return max([at, *(dt.datetime.fromisoformat(json.loads(text)["at"]) for text in texts)])


def _read_people(people: People, at: dt.datetime, person_ids: set[int] | None) -> None:
    for person_id, purpose, recipient, kinds, objection, valid_until in current_choices(at, person_ids):
        people.set_consent(
            str(person_id), purpose, recipient, kinds=kinds, objection=objection, valid_until=valid_until
        )
    for person_id, category, stands in current_stops(person_ids):
        people.set_stop(str(person_id), category, stands=stands)
