"""The session that services and queries use; the web opens and commits it."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

from foundations.database.base import Base
from foundations.database.engines import apply_rules, check_durability, engine_options

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
