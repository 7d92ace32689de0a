"""The session that services and queries use; the web opens and commits it."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from foundations.database.base import Base
from foundations.database.engines import apply_rules, check_durability, engine_options

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def init_database(app: Flask) -> None:
    """Open the database named in the configuration with safe settings, or refuse to start."""
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    db.init_app(app)
    with app.app_context():
        apply_rules(db.engine)
        with db.engine.connect() as connection:
            check_durability(connection)
