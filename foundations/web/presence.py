"""Notes that a signed-in person is there, at most once a minute, by whatever page they ask for."""

import datetime as dt
import logging
from collections.abc import Callable

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from foundations.database.clock import now
from foundations.database.session import db
from foundations.database.transactions import mode
from foundations.web.actors import loaded_actor
from foundations.web.guards import access_of
from foundations.web.log_lines import log_event

NOTED_EVERY = dt.timedelta(minutes=1)

NotePresence = Callable[..., None]


def init_presence(app: Flask, note_presence: NotePresence) -> None:
    """Call ``note_presence(sign_in_id=…, at=…)`` in a short transaction of its own, after the request's."""

    def note(response: Response) -> Response:
        actor = loaded_actor()
        if actor is None or not actor.is_signed_in or response.is_streamed or _is_polling():
            return response
        at = now()
        if at - actor.last_seen_at >= NOTED_EVERY:
            _note(note_presence, actor.sign_in_id, at)
        return response

    app.after_request(note)


def _is_polling() -> bool:
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    return access is not None and access.is_polled


def _note(note_presence: NotePresence, sign_in_id: int, at: dt.datetime) -> None:
    db.session.rollback()  # the page is made; its reading transaction must not stand in the way
    try:
        with mode("write"):
            note_presence(sign_in_id=sign_in_id, at=at)
            db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        log_event("presence_not_noted", level=logging.WARNING, error=error)
