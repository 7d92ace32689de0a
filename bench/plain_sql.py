"""The drivers alone: a lasting connection for each thread, and the durability that the application insists on."""

import datetime as dt
import importlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


class PlainSql:
    """Statements with ``?`` for each value, on either engine."""

    def __init__(self, url: str) -> None:
        """Connect to ``url`` when a thread first asks."""
        self._is_sqlite = url.startswith("sqlite")
        self._url = url.removeprefix("sqlite:///").replace("postgresql+psycopg:", "postgresql:")
        self._own = threading.local()
        self._one_writer = threading.Lock()

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """Execute a statement and return its rows."""
        found: list[Any] = self._connection.execute(self._translated(statement), values).fetchall()
        return found

    def change(self, statement: str, *values: Any) -> None:
        """Execute a statement that returns nothing."""
        self._connection.execute(self._translated(statement), values)

    def change_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute a statement for each of ``rows``."""
        self._connection.cursor().executemany(self._translated(statement), rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep what the block writes, on disk, or nothing of it."""
        if not self._is_sqlite:
            with self._connection.transaction():
                yield
            return
        with self._one_writer:
            self.change("BEGIN IMMEDIATE")
            try:
                yield
                self.change("COMMIT")
            except BaseException:
                self.change("ROLLBACK")
                raise

    def instant(self, at: dt.datetime) -> Any:
        """Return an instant as the driver takes it."""
        return at.replace(tzinfo=None).isoformat(" ", "microseconds") if self._is_sqlite else at

    @property
    def for_update(self) -> str:
        """Lock the row read; SQLite's writer is alone anyway."""
        return "" if self._is_sqlite else " FOR UPDATE"

    @property
    def for_key_share(self) -> str:
        """Keep the contest's row from being locked for a count."""
        return "" if self._is_sqlite else " FOR KEY SHARE OF contests"

    def _translated(self, statement: str) -> str:
        return statement if self._is_sqlite else statement.replace("?", "%s")

    @property
    def _connection(self) -> Any:
        if not hasattr(self._own, "connection"):
            self._own.connection = self._connect()
        return self._own.connection

    def _connect(self) -> Any:
        if not self._is_sqlite:
            return importlib.import_module("psycopg").connect(self._url, autocommit=True)
        try:
            driver = importlib.import_module("pysqlite3.dbapi2")
        except ImportError:
            driver = importlib.import_module("sqlite3")
        connection = driver.connect(self._url, isolation_level=None)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection
