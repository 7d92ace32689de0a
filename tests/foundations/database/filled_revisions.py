"""What each revision's database is filled with before it is migrated, and how one sees that nothing was lost.

A revision is filled through its own tables as the database has them, never through
the models, which move on. A new revision needs a row in ``FILLED``: what it adds to or
changes of the rows of the one before it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    func,
    inspect,
    select,
)

_BASE = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
_FEW = 3
_AT_ONCE = 10_000
_ALEMBICS_OWN = "alembic_version"

Fill = Callable[[Engine, int], None]
Found = Mapping[str, tuple[int, list[dict[str, Any]]]]


def fill_first_house(engine: Engine, rows: int) -> None:
    """Fill every table with three rows that name each other by number, and the ideas with ``rows``."""
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != _ALEMBICS_OWN:
                count = rows if table.name == "ideas" else 1 if _holds_one_row(connection, table) else _FEW
                for start in range(1, count + 1, _AT_ONCE):
                    numbers = range(start, min(start + _AT_ONCE, count + 1))
                    connection.execute(table.insert(), [_row(table, number) for number in numbers])


def _holds_one_row(connection: Connection, table: Table) -> bool:
    return any("id = 1" in str(check["sqltext"]) for check in inspect(connection).get_check_constraints(table.name))


FILLED: Mapping[str, Fill] = {"0001_first_house": fill_first_house}


def what_is_there(engine: Engine) -> Found:
    """Return, for each table, how many rows it has and what stands in the first ones."""
    tables = MetaData()
    tables.reflect(engine)
    found = {}
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            first = select(table).order_by(*table.primary_key.columns).limit(_FEW)
            count = connection.scalar(select(func.count()).select_from(table)) or 0
            found[table.name] = count, [dict(row) for row in connection.execute(first).mappings()]
    del found[_ALEMBICS_OWN]
    return found


def still_there(before: Found, after: Found) -> Found:
    """Return what ``after`` has of the tables and columns that were there ``before``."""
    return {
        name: (
            after[name][0],
            [{key: now[key] for key in then} for then, now in zip(rows, after[name][1], strict=True)],
        )
        for name, (_count, rows) in before.items()
    }


# Where a table's own rule does not allow everything to be filled.
_FIXED: Mapping[str, Mapping[str, object]] = {
    "ideas": {"state": "published"},
    "notes": {"slip_id": None},
    "registrations": {"cancelled_at": None},
}


def _row(table: Table, number: int) -> dict[str, object]:
    fixed = _FIXED.get(table.name, {})
    return {
        column.name: fixed.get(column.name, _value(column, number, position))
        for position, column in enumerate(table.columns)
    }


def _value(column: Column[Any], number: int, position: int) -> object:
    if isinstance(column.type, DateTime):
        return _BASE + dt.timedelta(hours=position)  # what ends stands after what begins
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return (number - 1) % _FEW + 1 if column.foreign_keys else number
    if isinstance(column.type, Float | Numeric):
        return float(number)
    if isinstance(column.type, LargeBinary):
        return number.to_bytes(32, "big")
    length = column.type.length if isinstance(column.type, String) else None
    return f"{number} 東京 {column.name}"[:length]
