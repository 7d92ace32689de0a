"""Runs the revisions with the engine rules of the application, on both engines."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from foundations.database.base import Base
from foundations.database.session import db


def run(connection: Connection) -> None:
    """Run the asked-for revisions in one transaction: all of them or none."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,  # SQLite's DDL is, once BEGIN is said; a killed upgrade leaves the old schema whole
        compare_type=True,
        compare_server_default=True,
        **{
            key: value
            for key, value in current_app.extensions["migrate"].configure_args.items()
            if key not in {"render_as_batch", "compare_type"}
        },
    )
    with context.begin_transaction():
        context.run_migrations()


with db.engine.connect() as opened:
    run(opened)
