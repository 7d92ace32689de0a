"""A server of one writing route, to be watched from outside: ``python vote_server.py DATABASE_URL [FAULT]``."""

import os
import sqlite3
import sys
import types
from typing import cast

import waitress
from flask import Flask, Response, current_app
from sqlalchemy import Engine, Table, event, text

from foundations.database import engines
from foundations.database import session as session_module
from foundations.database.clock_mark import ClockMark
from foundations.database.engines import apply_rules
from foundations.database.session import db, init_database
from foundations.web import actors, guards, unit_of_work

FAULTS = {
    "synchronous off": "PRAGMA synchronous=OFF",
    "synchronous normal": "PRAGMA synchronous=NORMAL",
    "journal not followed to the folder": "PRAGMA synchronous=FULL",
}


def build(url: str, fault: str | None) -> Flask:
    """Return the application, with a fault that the test must notice."""
    app = Flask("votes")
    app.config.update(SECRET_KEY="-" * 32, SQLALCHEMY_DATABASE_URI=url)
    plant(fault)
    init_database(app)
    actors.init_actors(app, lambda _token, _at: types.SimpleNamespace(person_id=1, is_signed_in=False))
    with app.app_context(), db.engine.begin() as connection:
        cast("Table", ClockMark.__table__).create(connection)
        connection.execute(text("CREATE TABLE votes (choice TEXT)"))

    @app.post("/votes")
    @guards.public("a test's only route")
    def cast_vote() -> tuple[str, int]:
        db.session.execute(text("INSERT INTO votes VALUES ('ginkgo')"))
        return "taken", 201

    guards.seal(app)
    return app


def plant(fault: str | None) -> None:
    """Replace a part by a faulty one, or the driver by an old one."""
    if fault in FAULTS:
        pragma = FAULTS[fault]
        replace(session_module, "apply_rules", lambda engine: set_up_wrongly(engine, pragma))
        replace(session_module, "check_durability", lambda _connection: None)
    if fault in {"old engine", "journal not followed to the folder"}:
        replace(engines, "sqlite_module", lambda: sqlite3)
    if fault == "answers before it commits":
        replace(unit_of_work, "_finish", commit_when_sent)


def replace(module: types.ModuleType, name: str, part: object) -> None:
    """Put ``part`` in the place of ``name``, which must be there."""
    getattr(module, name)
    setattr(module, name, part)


def set_up_wrongly(engine: Engine, pragma: str) -> None:
    """Prepare connections as usual, but for one setting."""
    apply_rules(engine)
    event.listen(engine, "connect", lambda connection, _entry: connection.execute(pragma))


def commit_when_sent(answer: Response) -> Response:
    """Answer first, keep later."""
    session, app = db.session(), unwrapped(current_app)
    db.session.registry.clear()

    def commit() -> None:
        with app.app_context():
            session.commit()

    answer.call_on_close(commit)
    return answer


def unwrapped(proxy: Flask) -> Flask:
    """The application itself: the proxy knows it only while a request is answered."""
    app: Flask = proxy._get_current_object()  # type: ignore[attr-defined]
    return app


if __name__ == "__main__":
    server = waitress.create_server(build(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None), port=0, threads=2)
    print(os.getpid(), server.effective_port, flush=True)  # noqa: T201 - the test reads it
    server.run()
