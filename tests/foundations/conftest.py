"""A database of a test's own, for tests that use several processes or change the schema."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text

from foundations.database.base import Base
from foundations.database.session import db, init_database
from foundations.mail.models import OutgoingMail
from foundations.scheduling.models import JobLease, JobRun

TABLES = [Base.metadata.tables[model.__tablename__] for model in (JobLease, JobRun, OutgoingMail)]


@pytest.fixture
def own_url(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that only this test uses."""
    if os.environ.get("YORIAI_TEST_ENGINE", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    server = make_url(os.environ["YORIAI_TEST_POSTGRES_URL"])
    name = f"yoriai_own_{secrets.token_hex(6)}"
    administration = create_engine(server, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with administration.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    administration.dispose()


@pytest.fixture
def own_app(own_url: str) -> Iterator[Flask]:
    """A bare application with the tables of jobs and mail in a database of its own, in an application context."""
    app = Flask("yoriai_test")
    app.config["SQLALCHEMY_DATABASE_URI"] = own_url
    init_database(app)
    with app.app_context():
        Base.metadata.create_all(db.engine, tables=TABLES)
        yield app
        db.session.remove()
        db.engine.dispose()
