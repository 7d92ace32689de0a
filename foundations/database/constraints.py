"""Which named constraint a database error violated, told alike on both engines."""

import re

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from foundations.database.base import Base

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)$")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")


def violated_constraint(error: IntegrityError) -> str | None:
    """Return the name of the constraint that ``error`` broke, or None if the engine does not tell.

    PostgreSQL names it; SQLite names the columns of a unique one, which are looked
    up in the metadata, and the name of a check.
    """
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        name: str | None = diagnosis.constraint_name
        return name
    message = str(error.orig)
    if check := _SQLITE_CHECK.search(message):
        return check["name"]
    if unique := _SQLITE_UNIQUE.search(message):
        return _unique_constraint(unique["columns"].split(", "))
    return None


def _unique_constraint(qualified_columns: list[str]) -> str | None:
    table_name = qualified_columns[0].split(".")[0]
    wanted = {column.split(".")[1] for column in qualified_columns}
    table = Base.metadata.tables.get(table_name)
    if table is None:
        return None
    candidates: list[UniqueConstraint | PrimaryKeyConstraint | Index] = [
        *(c for c in table.constraints if isinstance(c, UniqueConstraint)),
        table.primary_key,
        *(i for i in table.indexes if i.unique),
    ]
    for candidate in candidates:
        if {column.name for column in candidate.columns} == wanted:
            return str(candidate.name)
    return None
