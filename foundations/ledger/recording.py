"""Recording an act: kept with the session, appended to the tree last in its transaction.

The head's row is the one lock (on SQLite the writing transaction already is).
Appending after everything else keeps that lock for the shortest time, and a
transaction that is rolled back leaves no trace in the tree.
"""

import datetime as dt
from base64 import b32encode
from collections.abc import Mapping
from secrets import token_bytes
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, bindparam, event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction

from foundations.database.base import Base
from foundations.database.changes import insert_unless_there
from foundations.database.session import db
from foundations.ledger.commitments import Commitment, Json, commit, envelope
from foundations.ledger.merkle import EMPTY_ROOT, Frontier, leaf_hash
from foundations.ledger.models import KEY_LENGTH, LedgerEntry, LedgerHead, LedgerPayload, LedgerSubtree

TILE_HEIGHT = 8
"""Levels of the binary tree in one tile: a tile has ``2**8`` hashes."""

_PENDING = "ledger.pending"
_SAVEPOINTS = "ledger.savepoints"

# Plain tables, not mapped classes: an append is a handful of statements on the vote's path.
_tables = Base.metadata.tables
_lock_head = select(LedgerHead.size, LedgerHead.frontier).where(LedgerHead.id == 1).with_for_update()
_move_head = (
    update(_tables[LedgerHead.__tablename__])
    .where(LedgerHead.id == 1)
    .values(size=bindparam("new_size"), frontier=bindparam("new_frontier"), root=bindparam("new_root"))
)
_insert_entries = insert(_tables[LedgerEntry.__tablename__])
_insert_payloads = insert(_tables[LedgerPayload.__tablename__])
_insert_subtrees = insert(_tables[LedgerSubtree.__tablename__])


class PendingEntry(NamedTuple):
    """An act of the running transaction that is not in the tree yet."""

    key: str
    kind: str
    subject: str | None
    commitment: Commitment


def record(kind: str, payload: Mapping[str, Json], *, subject: str | None, at: dt.datetime) -> str:
    """Record an act in the running transaction and return the key of its entry.

    ``kind`` names the act (``contest.ballot_cast``), ``subject`` what it is about
    (``ballot:17``) or None; ``payload`` holds whole numbers, texts, lists and objects.
    All of it, with the key and the time, is what the entry commits to.

    Raises:
        NotCanonical: if the payload has no one agreed writing.
    """
    session = db.session()
    if not session.in_transaction():
        session.begin()  # so that a rollback finds something to end, and with it this entry
    key = new_key()
    commitment = commit(envelope(key=key, kind=kind, subject=subject, at=at, payload=payload))
    session.info.setdefault(_PENDING, []).append(PendingEntry(key, kind, subject, commitment))
    return key


def new_key() -> str:
    """Return 128 random bits as a text that can be read out and typed: a-z and 2-7."""
    return b32encode(token_bytes(16)).decode()[:KEY_LENGTH].lower()


def append(session: Session, entries: list[PendingEntry]) -> None:
    """Append ``entries`` to the tree, in their order, under the head's lock."""
    connection = session.connection()
    frontier = _locked_frontier(session, connection)
    first = frontier.size
    subtrees = []
    for index, entry in enumerate(entries, start=first):
        completed = frontier.append(leaf_hash(entry.commitment.digest))
        for level, root in enumerate(completed[TILE_HEIGHT::TILE_HEIGHT], start=1):
            subtrees.append({"level": level, "number": index >> (TILE_HEIGHT * level), "hash": root})
    connection.execute(
        _insert_entries,
        [
            {"leaf_index": index, "key": entry.key, "commitment": entry.commitment.digest}
            for index, entry in enumerate(entries, start=first)
        ],
    )
    connection.execute(
        _insert_payloads,
        [
            {
                "leaf_index": index,
                "kind": entry.kind,
                "subject": entry.subject,
                "salt": entry.commitment.salt,
                "text": entry.commitment.text,
            }
            for index, entry in enumerate(entries, start=first)
        ],
    )
    if subtrees:
        connection.execute(_insert_subtrees, subtrees)
    connection.execute(
        _move_head, {"new_size": frontier.size, "new_frontier": frontier.to_bytes(), "new_root": frontier.root}
    )


def _locked_frontier(session: Session, connection: Connection) -> Frontier:
    head = connection.execute(_lock_head).one_or_none()
    if head is None:
        insert_unless_there(session, LedgerHead, id=1, size=0, frontier=b"", root=EMPTY_ROOT)
        head = connection.execute(_lock_head).one()
    return Frontier.from_bytes(head.size, head.frontier)


@event.listens_for(db.session, "before_commit")
def _append_pending(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(_PENDING):
        return
    session.flush()  # whatever else the transaction writes comes before the lock
    append(session, session.info.pop(_PENDING))


@event.listens_for(db.session, "after_transaction_create")
def _remember_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        pending = session.info.get(_PENDING, [])
        # Weak, because a savepoint's rollback is told only after its end.
        session.info.setdefault(_SAVEPOINTS, WeakKeyDictionary())[transaction] = len(pending)


@event.listens_for(db.session, "after_soft_rollback")
def _drop_since_savepoint(session: Session, rolled_back: SessionTransaction) -> None:
    kept = session.info.get(_SAVEPOINTS, {}).get(rolled_back)
    if kept is not None:
        del session.info.get(_PENDING, [])[kept:]


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(_PENDING, None)
        session.info.pop(_SAVEPOINTS, None)
