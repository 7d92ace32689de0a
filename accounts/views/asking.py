"""What views of accounts ask of a request."""

from flask import abort, current_app, redirect, request, url_for

from accounts.methods import Actor
from foundations.web.actors import current_actor
from foundations.web.unit_of_work import begin_writing


def client_address() -> str:
    """Return where the request comes from: the connection's other end, never what a header claims."""
    return request.remote_addr or ""


def browser() -> str:
    """Return how the browser calls itself."""
    return request.headers.get("User-Agent", "")


def writing_person() -> Actor:
    """Open the writing transaction and return who acts; their sign-in may have ended while we waited for it."""
    begin_writing()
    actor: Actor = current_actor()
    if not actor.is_signed_in:
        abort(redirect(url_for(current_app.config["SIGN_IN_ENDPOINT"]), 303))
    return actor
