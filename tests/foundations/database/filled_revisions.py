"""What each revision's database is filled with before it is migrated, and how one sees that nothing was lost.

A revision is filled through its own tables as the database has them, never through
the models, which move on. A new revision needs a row in ``FILLED``: what it adds to or
changes of the rows of the one before it.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import product
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
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
from sqlalchemy.exc import IntegrityError

_BASE = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
_FEW = 3
_AT_ONCE = 10_000
_ALEMBICS_OWN = "alembic_version"
# The column and a word for it: "state IN ('draft', …)" on SQLite, "(state)::text = ANY (ARRAY['draft'::…" on PostgreSQL
_ONE_OF = re.compile(r"\W*(\w+)\W[^']*\b(?:IN|ANY)\b[^']*'([^']*)'")
# Where a table's own rule does not allow everything to be filled, or in the order of its columns.
_SAID: Mapping[str, dict[str, object]] = {
    "meetings": {"starts_at": _BASE + dt.timedelta(days=30)},
    "motion_versions": {"kind": "resolution"},
    "motions": {"kind": "resolution", "rule_slug": "", "rule_id": None, "suspension_id": None, "withdrawn_at": None},
    "notes": {"slip_id": None},
    "registrations": {"cancelled_at": None},
    "rule_acts": {"change": "enacted"},
}

Row = dict[str, object]
Fill = Callable[[Engine, int], None]
Found = Mapping[str, tuple[int, list[dict[str, Any]]]]


def fill_first_house(engine: Engine, rows: int) -> None:
    """Fill every table with three rows that name each other by number, and the ideas with ``rows``."""
    tables = MetaData()
    tables.reflect(engine)
    said: dict[str, object] = {}
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            checks = [str(one["sqltext"]) for one in inspect(connection).get_check_constraints(table.name)]
            fixed = _words_in(checks) | _as_said_elsewhere(table, said) | _SAID.get(table.name, {})
            said |= {f"{table.name}.{name}": value for name, value in fixed.items()}
            make = _rows_that_fit(connection, table, fixed)
            if make is None or table.name == _ALEMBICS_OWN:
                continue
            count = rows if table.name == "ideas" else 1 if any("id = 1" in check for check in checks) else _FEW
            for start in range(1, count + 1, _AT_ONCE):
                numbers = range(start, min(start + _AT_ONCE, count + 1))
                connection.execute(table.insert(), [make(number) for number in numbers])


def _words_in(checks: list[str]) -> dict[str, object]:
    return {match[1]: match[2] for check in checks if (match := _ONE_OF.match(check)) is not None}


def _as_said_elsewhere(table: Table, said: Mapping[str, object]) -> dict[str, object]:
    named = ((column.name, key.target_fullname) for column in table.columns for key in column.foreign_keys)
    return {name: said[target] for name, target in named if target in said}


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


def _rows_that_fit(connection: Connection, table: Table, fixed: Mapping[str, object]) -> Callable[[int], Row] | None:
    """Return how to make rows, instants in the order of the columns, at once or backwards; None if none fit."""
    empty = {column.name: None for column in table.columns if column.nullable}
    for hours, values in product((1, 0, -1), (fixed, {**fixed, **empty})):
        make = partial(_row, table, hours, values)
        attempt = connection.begin_nested()
        try:
            connection.execute(table.insert(), [make(1)])
        except IntegrityError:
            continue
        finally:
            attempt.rollback()
        return make
    return None


def _row(table: Table, hours: int, fixed: Mapping[str, object], number: int) -> Row:
    return {
        column.name: fixed[column.name] if column.name in fixed else _value(column, number, hours * position)
        for position, column in enumerate(table.columns)
    }


def _value(column: Column[Any], number: int, position: int) -> object:
    if isinstance(column.type, Date | DateTime):
        moment = _BASE + dt.timedelta(days=position)
        return moment.date() if isinstance(column.type, Date) else moment
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
