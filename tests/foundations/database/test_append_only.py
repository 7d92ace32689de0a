"""R-65: rows that are written once stay, whatever is asked of the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, text
from sqlalchemy.exc import IntegrityError

from foundations.database.append_only import APPEND_ONLY, is_append_only, unprotect
from foundations.database.base import Base
from foundations.database.engines import apply_rules, engine_options
from foundations.database.session import db
from tests.conftest import scratch_database

CHANGES = ("UPDATE acts SET id = 2", "DELETE FROM acts")


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the engine under test."""
    with scratch_database(tmp_path) as url:
        engine = create_engine(url, **engine_options(url))
        apply_rules(engine)
        yield engine
        engine.dispose()


def make_acts(engine: Engine, info: dict[str, bool]) -> Table:
    """A table with one row."""
    acts = Table("acts", MetaData(), Column("id", Integer, primary_key=True), info=info)
    with engine.begin() as connection:
        acts.create(connection)
        connection.execute(acts.insert().values(id=1))
    return acts


@pytest.mark.parametrize("change", CHANGES)
def test_row_written_once_is_neither_changed_nor_removed(scratch: Engine, change: str) -> None:
    make_acts(scratch, APPEND_ONLY)
    with scratch.connect() as connection, pytest.raises(IntegrityError, match="acts is append-only"):
        connection.execute(text(change))
    with scratch.connect() as connection:
        assert connection.execute(text("SELECT id FROM acts")).scalars().all() == [1]


@pytest.mark.parametrize("change", ["REPLACE INTO acts VALUES (1)", "INSERT OR REPLACE INTO acts VALUES (1)"])
def test_row_written_once_is_not_replaced(scratch: Engine, change: str) -> None:
    if scratch.dialect.name != "sqlite":
        pytest.skip("a word of SQLite's, which deletes without asking triggers unless they are recursive")
    make_acts(scratch, APPEND_ONLY)
    with scratch.connect() as connection, pytest.raises(IntegrityError, match="acts is append-only"):
        connection.execute(text(change))


@pytest.mark.parametrize("change", CHANGES)
def test_other_tables_and_unprotected_ones_change(scratch: Engine, change: str) -> None:
    acts = make_acts(scratch, {})
    with scratch.begin() as connection:
        connection.execute(text(change))
        acts.drop(connection)
    protected = make_acts(scratch, APPEND_ONLY)
    with scratch.begin() as connection:
        unprotect(protected, connection)
        assert connection.execute(text(change)).rowcount == 1


@pytest.mark.usefixtures("database")
def test_every_table_written_once_refuses_in_the_city() -> None:
    names = {table.name for table in Base.metadata.sorted_tables if is_append_only(table)}
    kept = {"sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"}.get(
        db.engine.dialect.name, "SELECT event_object_table FROM information_schema.triggers"
    )
    protected = db.session.execute(text(kept)).scalars().all()
    assert sorted(protected) == sorted([*names, *names])
