"""A database with nothing but what the ledger needs, on each engine that there is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url, text

from foundations.database.base import Base
from foundations.database.session import db, init_database
from foundations.ledger import models, recording

POSTGRES_URL = os.environ.get("YORIAI_TEST_POSTGRES_URL")
TABLES = [
    Base.metadata.tables[model.__tablename__]
    for model in (
        models.LedgerHead,
        models.LedgerEntry,
        models.LedgerPayload,
        models.LedgerSubtree,
        models.LedgerCheckpoint,
    )
]
__all__ = ["recording"]


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.skipif(not POSTGRES_URL, reason="no PostgreSQL to test with")),
    ]
)
def ledger_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give an application whose database holds the ledger's empty tables."""
    app = Flask("ledger")
    app.config["DATA_DIR"] = tmp_path
    app.config["BASE_URL"] = "https://yoriai.example"
    app.config["SQLALCHEMY_DATABASE_URI"] = (
        f"sqlite:///{tmp_path}/ledger.db" if request.param == "sqlite" else private_schema(str(POSTGRES_URL))
    )
    init_database(app)
    with app.app_context():
        Base.metadata.create_all(db.engine, tables=TABLES)
    yield app
    with app.app_context():
        db.session.remove()
        Base.metadata.drop_all(db.engine, tables=TABLES)
        db.engine.dispose()


def private_schema(url: str) -> str:
    """Return ``url`` narrowed to a schema of this process, so that parallel runs do not meet."""
    schema = f"ledger_{os.getpid()}"
    narrowed = make_url(url).update_query_dict({"options": f"-csearch_path={schema}"})
    app = Flask("schema")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    init_database(app)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    return narrowed.render_as_string(hide_password=False)
