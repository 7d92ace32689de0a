"""How each engine is opened, and the settings without which it is not used.

SQLite from 3.7.0 to 3.51.2 can lose acknowledged commits in WAL mode when several
processes write and checkpoint one file (fixed in 3.51.3, 3.50.7 and 3.44.6). With
a fixed engine we use WAL and ``synchronous=FULL``; with an older one the rollback
journal and ``synchronous=EXTRA``.
"""

import importlib
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from foundations.database.transactions import current_mode
from foundations.database.turns import Turns, connection_class

BUSY_TIMEOUT_SECONDS = 30
_FIXED_BRANCHES = {(3, 50): 7, (3, 44): 6}
# The least ``PRAGMA synchronous`` that keeps every answered commit: FULL (2) with the
# write-ahead log; EXTRA (3) with the rollback journal, whose removal must reach the disk too.
_DURABLE = {"wal": 2, "delete": 3}


class UnsafeEngine(RuntimeError):
    """The database would not keep what it acknowledges; the application must not start."""


def has_wal_reset_fix(version: tuple[int, int, int]) -> bool:
    """Tell whether SQLite of this version may be used in WAL mode by several processes."""
    major, minor, patch = version
    fixed_at = _FIXED_BRANCHES.get((major, minor))
    return version >= (3, 51, 3) or (fixed_at is not None and patch >= fixed_at)


def sqlite_module() -> Any:
    """Return the newest SQLite driver installed: ``pysqlite3`` where there is a wheel for it."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def engine_options(url: str | URL) -> dict[str, Any]:
    """Return the keyword arguments for ``create_engine`` that this URL needs.

    Parameters stay out of error messages: they are what people typed, and messages are logged.
    """
    if make_url(url).get_backend_name() == "sqlite":
        module = sqlite_module()
        connection = connection_class(module, Turns(), BUSY_TIMEOUT_SECONDS)
        return {
            "module": module,
            "connect_args": {"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False, "factory": connection},
            "hide_parameters": True,
            "pool_size": 8,
            "max_overflow": 24,
        }
    return {"hide_parameters": True, "pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}


def apply_rules(engine: Engine) -> None:
    """Attach the safe settings to every connection that ``engine`` opens from now on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "do_connect", _connect_postgresql)
        event.listen(engine, "begin", _begin_postgresql)


def check_durability(connection: Connection) -> None:
    """Refuse an engine that answers before its commits are on disk.

    Raises:
        UnsafeEngine: if a setting that durability rests on is off.
    """
    if connection.dialect.name == "sqlite":
        _check_sqlite(connection)
        return
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        value = connection.exec_driver_sql(f"SHOW {setting}").scalar_one()
        if value not in {"on", "remote_write", "remote_apply"}:
            message = f"PostgreSQL runs with {setting}={value}; set it to on."
            raise UnsafeEngine(message)


def _check_sqlite(connection: Connection) -> None:
    version = tuple(int(part) for part in connection.exec_driver_sql("SELECT sqlite_version()").scalar_one().split("."))
    journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if journal == "wal" and not has_wal_reset_fix((version[0], version[1], version[2])):
        message = f"SQLite {'.'.join(map(str, version))} may lose commits in WAL mode; install pysqlite3."
        raise UnsafeEngine(message)
    if journal not in _DURABLE:
        message = f"SQLite runs with journal_mode={journal}; it must be WAL or DELETE."
        raise UnsafeEngine(message)
    level = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    if level < _DURABLE[journal]:
        message = (
            f"SQLite runs with synchronous={level} in {journal} mode; it must be FULL (2) for WAL, else EXTRA (3)."
        )
        raise UnsafeEngine(message)
    if connection.exec_driver_sql("PRAGMA mmap_size").scalar() not in {None, 0}:
        message = "SQLite runs with mmap_size set; it must be 0."
        raise UnsafeEngine(message)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    numbers = [int(part) for part in version.split(".")]
    safe_wal = has_wal_reset_fix((numbers[0], numbers[1], numbers[2]))
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT_SECONDS * 1000)}")
    cursor.execute(f"PRAGMA journal_mode={'WAL' if safe_wal else 'DELETE'}")
    cursor.execute(f"PRAGMA synchronous={'FULL' if safe_wal else 'EXTRA'}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA recursive_triggers=ON")  # or a REPLACE deletes what may only be added to
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.execute("PRAGMA mmap_size=0")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Said to the driver itself: led through SQLAlchemy, these words took a fiftieth of a page.
    opened: Any = connection.connection.dbapi_connection
    reading = current_mode() == "read"
    try:
        # PRAGMA query_only outlives the transaction, so each one says what it wants.
        opened.execute(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        if reading:
            opened.execute("BEGIN")
        else:
            opened.begin_writing()
    except opened.busy as error:
        raise OperationalError("BEGIN" if reading else "BEGIN IMMEDIATE", None, error) from error


class _KeepingPlans:
    """What psycopg's connection class is extended by: a transaction that only read ends with COMMIT.

    psycopg forgets its prepared statements at every ROLLBACK. A page ends with one, so its
    statements were planned anew each time: three quarters of what a page cost the server.
    """

    def rollback(self) -> None:
        """End the transaction; where nothing was written and nothing failed, it is the same to commit."""
        driver: Any = self
        if driver.read_only and driver.info.transaction_status.name == "INTRANS":
            driver.commit()
        else:
            super().rollback()  # type: ignore[misc] # the driver's connection stands behind us


@cache
def _keeping_plans(module: Any) -> type[Any]:
    return type("Connection", (_KeepingPlans, module.Connection), {})


def _connect_postgresql(dialect: Any, _entry: object, arguments: Any, settings: dict[str, Any]) -> Any:
    return _keeping_plans(dialect.dbapi).connect(*arguments, **settings)


def _begin_postgresql(connection: Connection) -> None:
    # The driver says it with its BEGIN, so that it costs no journey; the next transaction says what it wants.
    opened: Any = connection.connection.dbapi_connection
    opened.read_only = True if current_mode() == "read" else None
