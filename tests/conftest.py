"""Both engines, one application per test run, and a database emptied between tests.

``YORIAI_TEST_ENGINE`` chooses the engine (sqlite by default); for postgresql
``YORIAI_TEST_POSTGRES_URL`` names a server where databases may be created.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, create_engine, exists, make_url, select, text

from app import create_app
from foundations.database.append_only import is_append_only, protect, unprotect
from foundations.database.base import Base
from foundations.database.engines import apply_rules, engine_options
from foundations.database.session import MIGRATIONS, db
from foundations.settings import Settings
from tests.clients import PageClient

ENGINE = os.environ.get("YORIAI_TEST_ENGINE", "sqlite")
DATABASE_FIXTURES = {"scratch", "app", "city", "client", "database", "app_context", "database_url"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that touches a database, so that it also runs on the other engine."""
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The address of an empty database of our own, gone afterwards."""
    if ENGINE == "sqlite":
        yield f"sqlite:///{folder / 'test.sqlite3'}"
        return
    server = make_url(os.environ["YORIAI_TEST_POSTGRES_URL"])
    name = f"yoriai_test_{secrets.token_hex(6)}"
    administration = create_engine(server, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with administration.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    administration.dispose()


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the database that all tests of a run share."""
    with scratch_database(tmp_path_factory.mktemp("database")) as url:
        yield url


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Settings:
    """Settings of a demonstration on this machine."""
    return Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        database_url=database_url,
        secret_key=secrets.token_urlsafe(48),
        base_url="http://localhost",
        host="127.0.0.1",
        port=0,
        is_demonstration=True,
        smtp_url=None,
    )


@pytest.fixture(scope="session")
def built_app(settings: Settings) -> Iterator[Flask]:
    """The application with its tables, built once."""
    engine = create_engine(settings.database_url, **engine_options(settings.database_url))
    apply_rules(engine)
    app = create_app(settings)
    app.testing = False  # errors are answered as people get them
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        MigrationContext.configure(connection).stamp(ScriptDirectory(str(MIGRATIONS)), "head")
    engine.dispose()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(built_app: Flask) -> Iterator[Flask]:
    """The application with an empty database."""
    yield built_app
    empty_database(built_app)


@pytest.fixture
def database(app: Flask) -> Iterator[Flask]:
    """An application context with an empty database, for services and queries."""
    with app.app_context():
        yield app
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without script that refuses a bad page."""
    return PageClient(app)


def empty_database(app: Flask) -> None:
    """Leave no row behind, nor the ledger's key, which remembers what it signed."""
    shutil.rmtree(app.extensions["yoriai_settings"].data_dir / "keys", ignore_errors=True)
    with app.app_context():
        db.session.remove()
        with db.engine.begin() as connection:
            _empty(connection)


def _empty(connection: Connection) -> None:
    names = [table.name for table in Base.metadata.sorted_tables]
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    kept = [table for table in Base.metadata.sorted_tables if is_append_only(table)]
    filled = [table for table in kept if connection.scalar(select(exists(select(table))))]
    for table in filled:
        unprotect(table, connection)
    for name in reversed(names):
        connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - our own table names
    for table in filled:
        protect(table, connection)
