"""The session that services and queries use; the web opens and commits it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

from foundations.database.base import Base
from foundations.database.engines import apply_rules, check_durability, engine_options
from foundations.database.transactions import Mode, mode

MIGRATIONS = Path(__file__).parent / "migrations"

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def init_database(app: Flask) -> None:
    """Open the database named in the configuration with safe settings, or refuse to start."""
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    with app.app_context():
        apply_rules(db.engine)
        with db.engine.connect() as connection:
            check_durability(connection)


@contextmanager
def transaction(wanted: Mode) -> Iterator[Session]:
    """Run a block outside of any request in a transaction of its own: kept at its end, undone on any error."""
    db.session.remove()
    with mode(wanted):
        try:
            yield db.session()
            db.session.commit()
        finally:
            db.session.remove()
