"""R-41 and R-43: no engine is used that answers before its commits are on disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from foundations.database import engines
from foundations.database import session as session_module
from foundations.database.engines import (
    UnsafeEngine,
    apply_rules,
    check_durability,
    engine_options,
    has_wal_reset_fix,
)
from foundations.database.session import init_database
from foundations.database.transactions import mode

SQLITE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 30_000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "mmap_size": 0,
}
POSTGRESQL = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
OLD_SQLITE = pytest.mark.skipif(
    has_wal_reset_fix(sqlite3.sqlite_version_info[:3]),
    reason="Python's own SQLite is not an old one here",
)


def settings_of(connection: Connection) -> dict[str, Any]:
    if connection.dialect.name == "postgresql":
        return {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in POSTGRESQL}
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE}


def opened(url: str) -> Engine:
    return create_engine(url, **engine_options(url))


@pytest.fixture
def old_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's own SQLite instead of the one from the package."""
    monkeypatch.setattr(engines, "sqlite_module", lambda: sqlite3)


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = opened(own_url)
    apply_rules(engine)
    yield engine
    engine.dispose()


@pytest.mark.database
def test_every_pooled_connection_keeps_what_it_acknowledges(engine: Engine) -> None:
    expected = POSTGRESQL if engine.dialect.name == "postgresql" else SQLITE
    options = engine_options(engine.url)
    with ExitStack() as stack:
        connections = [
            stack.enter_context(engine.connect()) for _ in range(options["pool_size"] + options["max_overflow"])
        ]
        for connection in connections:
            with mode("read"):
                assert settings_of(connection) == expected
                check_durability(connection)


@pytest.mark.parametrize(
    ("version", "is_fixed"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_only_fixed_versions_may_use_the_write_ahead_log(version: tuple[int, int, int], is_fixed: bool) -> None:
    assert has_wal_reset_fix(version) is is_fixed


@pytest.mark.parametrize(
    "unsafe", ["synchronous=NORMAL", "synchronous=OFF", "mmap_size=1000000", "journal_mode=OFF", "journal_mode=MEMORY"]
)
def test_an_sqlite_set_to_lose_commits_is_refused(tmp_path: Path, unsafe: str) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    apply_rules(engine)
    event.listen(engine, "connect", lambda connection, _entry: connection.execute(f"PRAGMA {unsafe}"))

    with mode("read"), engine.connect() as connection, pytest.raises(UnsafeEngine, match=unsafe.partition("=")[0]):
        check_durability(connection)


def test_a_rollback_journal_needs_more_than_full(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'own.sqlite3'}")

    with engine.connect() as connection, pytest.raises(UnsafeEngine, match="EXTRA"):
        check_durability(connection)


@OLD_SQLITE
def test_an_old_sqlite_gets_the_rollback_journal_and_extra_care(tmp_path: Path, old_sqlite: None) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    apply_rules(engine)

    with mode("read"), engine.connect() as connection:
        assert settings_of(connection) == {**SQLITE, "journal_mode": "delete", "synchronous": 3}
        check_durability(connection)


@OLD_SQLITE
def test_an_old_sqlite_with_a_write_ahead_log_is_refused(tmp_path: Path, old_sqlite: None) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    event.listen(engine, "connect", lambda connection, _entry: connection.execute("PRAGMA journal_mode=WAL"))

    with engine.connect() as connection, pytest.raises(UnsafeEngine, match="may lose commits in WAL mode"):
        check_durability(connection)


@OLD_SQLITE
def test_a_database_left_in_wal_mode_is_brought_back_for_an_old_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    newer = opened(url)
    apply_rules(newer)
    with newer.begin() as connection:
        connection.execute(text("CREATE TABLE kept (number INTEGER)"))
    newer.dispose()
    monkeypatch.setattr(engines, "sqlite_module", lambda: sqlite3)
    older = opened(url)
    apply_rules(older)

    with mode("read"), older.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert connection.execute(text("SELECT count(*) FROM kept")).scalar() == 0


@pytest.mark.database
@pytest.mark.parametrize("setting", ["synchronous_commit"])
def test_a_postgresql_set_to_lose_commits_is_refused(own_url: str, setting: str) -> None:
    if make_url(own_url).get_backend_name() != "postgresql":
        pytest.skip("shown on PostgreSQL")
    app = Flask("yoriai_test")
    app.config["SQLALCHEMY_DATABASE_URI"] = (
        make_url(own_url).update_query_dict({"options": f"-c{setting}=off"}).render_as_string(hide_password=False)
    )

    with pytest.raises(UnsafeEngine, match=f"{setting}=off"):
        init_database(app)


def test_the_application_does_not_start_on_an_unsafe_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "apply_rules", lambda _engine: None)  # the seeded defect
    app = Flask("yoriai_test")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path / 'own.sqlite3'}"

    with pytest.raises(UnsafeEngine):
        init_database(app)


@pytest.mark.database
def test_a_reading_transaction_is_refused_every_write_and_the_next_one_writes(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE things (number INTEGER)"))

    with mode("read"), engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(text("INSERT INTO things VALUES (1)"))
    for _ in range(2):
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO things VALUES (2)"))

    with mode("read"), engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM things")).scalar() == 2


def test_a_writing_transaction_takes_sqlites_lock_before_its_first_statement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_SECONDS", 0.05)
    first, second = (opened(f"sqlite:///{tmp_path / 'own.sqlite3'}") for _ in range(2))
    for engine in (first, second):
        apply_rules(engine)

    with first.begin(), second.connect() as waiting, pytest.raises(DBAPIError, match="locked"):
        waiting.begin()

    with second.begin() as connection:
        connection.execute(text("CREATE TABLE things (number INTEGER)"))


@pytest.mark.database
def test_statements_of_pages_stay_planned(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("shown on PostgreSQL")
    asked = text("SELECT count(*) FROM pg_prepared_statements WHERE :marker = 'kept'")

    for _ in range(7):  # psycopg prepares what it has been given more than five times
        with mode("read"), engine.connect() as connection:
            planned = connection.execute(asked, {"marker": "kept"}).scalar()

    assert planned == 1
