"""Changes in one statement that say whether they took effect, alike on both engines."""

from typing import Any, cast

from sqlalchemy import CursorResult, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from foundations.database.base import Base


def rows_changed(session: Session, statement: Executable) -> int:
    """Execute an INSERT, UPDATE or DELETE and return how many rows it changed."""
    # Without being asked, SQLAlchemy keeps the count of an INSERT on some drivers only.
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", result).rowcount


def insert_unless_there(session: Session, model: type[Base], **values: Any) -> bool:
    """Insert a row of ``model`` unless one with its unique key is there; tell whether it is new.

    Check-then-insert is doubled by two processes nearly every time, and a violated
    constraint would end PostgreSQL's transaction. This does neither. The caller commits.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return rows_changed(session, insert(model).values(**values).on_conflict_do_nothing()) == 1
