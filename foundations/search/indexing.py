"""Brings the index up to the database: from the outbox, or all anew.

It can run late, twice or never: a record is read as it is now, written, and only then
taken off the outbox. Whoever writes holds the index from before reading, so that an
older state never overwrites a newer one.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from foundations.database.session import transaction
from foundations.search.interface import Change, IndexWriter, Removal, SearchDocument
from foundations.search.models import SearchChange
from foundations.search.registry import Search

_BATCH = 200


def bring_up_to_date(search: Search, *, timeout: float = 10) -> int:
    """Write what the outbox holds, or build the index anew if it is not sound; return how many changes.

    Raises:
        IndexBusy: if another process holds the index.
    """
    done = 0
    with search.index.writing(timeout=timeout) as writer:
        if not search.index.is_sound():
            _rebuild(search, writer)
        while batch := _write_batch(search, writer):
            done += batch
    return done


def rebuild(search: Search, *, timeout: float = 10, tell: Callable[[int], None] = lambda _: None) -> int:
    """Build the index anew beside the old one, which answers until then; return how many documents it holds.

    ``tell`` is called with the number of documents after each.

    Raises:
        IndexBusy: if another process holds the index.
    """
    with search.index.writing(timeout=timeout) as writer:
        return _rebuild(search, writer, tell)


def newest_change(session: Session) -> tuple[int, dt.datetime] | None:
    """Return number and time of the newest change that waits, or None."""
    row = session.execute(
        select(SearchChange.id, SearchChange.queued_at).order_by(SearchChange.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else (row.id, row.queued_at)


def count_waiting(session: Session) -> int:
    """Return how many changes wait."""
    return session.scalar(select(func.count()).select_from(SearchChange)) or 0


def _rebuild(search: Search, writer: IndexWriter, tell: Callable[[int], None] = lambda _: None) -> int:
    with transaction("read"):
        return writer.rebuild(_all_documents(search, tell))


def _all_documents(search: Search, tell: Callable[[int], None]) -> Iterator[SearchDocument]:
    count = 0
    for source in search.sources.values():
        for document in source(None):
            yield document
            count += 1
            tell(count)


def _write_batch(search: Search, writer: IndexWriter) -> int:
    with transaction("read") as session:
        queued = session.scalars(select(SearchChange).order_by(SearchChange.id).limit(_BATCH)).all()
        numbers = [change.id for change in queued]
        changes = _changes(search, {(change.kind, change.key) for change in queued})
    if numbers:
        writer.apply(changes)
        with transaction("write") as session:
            session.execute(delete(SearchChange).where(SearchChange.id.in_(numbers)))
    return len(numbers)


def _changes(search: Search, records: set[tuple[str, str]]) -> list[Change]:
    found: dict[tuple[str, str], SearchDocument] = {}
    for kind in sorted({kind for kind, _ in records} & search.sources.keys()):
        keys = {key for of_kind, key in records if of_kind == kind}
        found |= {(document.kind, document.key): document for document in search.sources[kind](keys)}
    return [found.get((kind, key)) or Removal(kind, key) for kind, key in sorted(records)]
