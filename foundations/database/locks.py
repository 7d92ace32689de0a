"""Deciding on a row that nobody else changes meanwhile."""

from foundations.database.base import Base
from foundations.database.session import db


def hold(row: Base, *attributes: str) -> None:
    """Lock ``row`` until the transaction ends and read ``attributes`` anew, as they are by then.

    PostgreSQL lets several transactions write at once: whoever decides on what was
    read before waiting would overwrite what was decided meanwhile. On SQLite the
    writing transaction is the lock already.
    """
    db.session.flush()
    db.session.refresh(row, attribute_names=list(attributes), with_for_update=True)
