"""Who is acting. The cookie holds a random token; a loader that ``app`` hands in knows whose it is.

Flask-Login carries the actor through the request; stock Flask-Login would keep a
signed-in cookie alive after signing out, so the sign-in itself lives on the server.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Flask, g, session
from flask_login import LoginManager, current_user

# An actor is a feature's own value (accounts.methods.Actor). The web reads of it:
# person_id, is_signed_in, sign_in_id, last_seen_at, reauthenticated_at, language and at.
Actor = Any
ActorLoader = Callable[[str | None, dt.datetime], Actor]

TOKEN = "sign_in"  # noqa: S105 - the name of the cookie's field


def init_actors(app: Flask, loader: ActorLoader) -> None:
    """Let ``loader(token, at)`` tell who acts."""
    app.config["SESSION_PROTECTION"] = None
    manager = LoginManager(app)
    manager.request_loader(lambda _request: loader(session.get(TOKEN), g.at))


def current_actor() -> Actor:
    """Return who sent this request, with the roles they hold at this instant."""
    return current_user._get_current_object()


def loaded_actor() -> Actor | None:
    """Return who acts if this request has asked already; asks nobody."""
    return g.get("_login_user")


def preferred_language() -> str | None:
    """Return the signed-in person's own choice of language; None where it is too early to ask who acts."""
    return current_actor().language if "at" in g else None


def forget_actor() -> None:
    """Ask again who acts: the roles may have changed while a lock was waited for."""
    g.pop("_login_user", None)


def current_token() -> str | None:
    """Return the token of the cookie, if there is one."""
    token: str | None = session.get(TOKEN)
    return token


def keep_token(token: str) -> None:
    """Give the browser a new session that carries ``token``; the old one's form tokens die."""
    drop_token()
    session[TOKEN] = token


def replace_token(token: str) -> None:
    """Let the same person go on under ``token``; pages they have open stay usable."""
    session[TOKEN] = token
    forget_actor()


def drop_token() -> None:
    """Give the browser an empty session; a page that is shown from here on carries a form token of its own."""
    session.clear()
    g.pop("csrf_token", None)
    forget_actor()
