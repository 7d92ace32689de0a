"""Two databases with the same rows, one for each of the compared, gone afterwards."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine, make_url, text

from foundations.database.engines import sqlite_module


class Pair(NamedTuple):
    """The addresses of the application's database and of the bare handler's."""

    ours: str
    bare: str


@contextmanager
def sqlite_pair(folder: Path, fill: Callable[[str], None]) -> Iterator[Pair]:
    """Lend two files that hold what ``fill(url)`` wrote."""
    ours, bare = (f"sqlite:///{folder / name}.sqlite3" for name in ("ours", "bare"))
    fill(ours)
    engine = create_engine(ours)
    with engine.connect() as connection:
        connection.execute(text("VACUUM INTO :copy"), {"copy": str(folder / "bare.sqlite3")})
    engine.dispose()
    yield Pair(ours, bare)


@contextmanager
def postgresql_pair(server: str, fill: Callable[[str], None]) -> Iterator[Pair]:
    """Lend two databases on ``server`` that hold what ``fill(url)`` wrote."""
    mark = secrets.token_hex(4)
    ours, bare = (f"yoriai_bench_{mark}_{name}" for name in ("ours", "bare"))
    administration = create_engine(server, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        try:
            connection.execute(text(f"CREATE DATABASE {ours}"))
            fill(_named(server, ours))
            connection.execute(text(f"CREATE DATABASE {bare} TEMPLATE {ours}"))
            yield Pair(_named(server, ours), _named(server, bare))
        finally:
            for name in (ours, bare):
                connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    administration.dispose()


def backends_of(url: str) -> list[int]:
    """Return the processes that serve the connections to this database; none where there is no server."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return []
    engine = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT pid FROM pg_stat_activity WHERE datname = :name AND backend_type = 'client backend'"),
            {"name": address.database},
        )
        backends = list(found.scalars())
    engine.dispose()
    return backends


def engine_name(url: str) -> str:
    """Return the engine with its version, as a heading."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return f"SQLite {sqlite_module().sqlite_version}"
    engine = create_engine(address)
    with engine.connect() as connection:
        version: str = connection.execute(text("SHOW server_version")).scalar_one()
    engine.dispose()
    return f"PostgreSQL {version.split()[0]}"


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
