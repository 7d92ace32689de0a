"""What a feature calls when a record changed."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import insert

from foundations.database.session import db
from foundations.search.models import SearchChange


def queue_update(*, kind: str, key: object, at: dt.datetime) -> None:
    """Note, in the act's own transaction, that a record was made, changed, hidden or erased.

    The index is brought up to it after the commit, by asking the feature what the
    record is by then; a record that nobody may find any more is simply not told.
    """
    db.session.add(SearchChange(kind=kind, key=str(key), queued_at=at))


def queue_updates(*, kind: str, keys: Iterable[object], at: dt.datetime) -> None:
    """Note many changed records of one kind, in one statement."""
    rows = [{"kind": kind, "key": str(key), "queued_at": at} for key in keys]
    if rows:
        db.session.execute(insert(SearchChange), rows)
