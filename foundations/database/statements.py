"""Statements that both engines know under different names, and what they changed."""

from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.dialects import postgresql, sqlite

from foundations.database.base import Base
from foundations.database.session import db


def insert_if_absent(model: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique constraint already holds one like it; tell whether it was inserted.

    On PostgreSQL a row that another transaction is inserting right now is waited for.
    """
    dialect = db.session.get_bind().dialect.name
    statement = postgresql.insert(model) if dialect == "postgresql" else sqlite.insert(model)
    result = db.session.execute(statement.values(**values).on_conflict_do_nothing())
    return cast("CursorResult[Any]", result).rowcount == 1


def change_rows(statement: Update | Delete) -> int:
    """Execute ``statement`` and return how many rows it changed."""
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount
