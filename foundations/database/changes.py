"""Changes in one statement that say whether they took effect, alike on both engines."""

from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from foundations.database.base import Base


def rows_changed(session: Session, statement: Executable, values: dict[str, Any] | None = None) -> int:
    """Execute an INSERT, UPDATE or DELETE, filled with ``values``; return how many rows it changed."""
    # Without being asked, SQLAlchemy keeps the count of an INSERT on some drivers only.
    result = session.execute(statement, values, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", result).rowcount


def insert_unless_there(session: Session, model: type[Base], **values: Any) -> bool:
    """Insert a row of ``model`` unless one with its unique key is there; tell whether it is new.

    Check-then-insert is doubled by two processes nearly every time, and a violated
    constraint would end PostgreSQL's transaction. This does neither. The caller commits.
    """
    statement = _insert_unless_there(model, session.get_bind().dialect.name)
    return rows_changed(session, statement, values) == 1


@cache
def _insert_unless_there(model: type[Base], engine: str) -> Executable:
    # Into the plain table, and put together once: every form that is sent goes through here, a ballot twice.
    insert = sqlite.insert if engine == "sqlite" else postgresql.insert
    return insert(cast("Table", model.__table__)).on_conflict_do_nothing()
