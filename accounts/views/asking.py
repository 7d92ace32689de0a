"""What views of accounts ask of a request."""

import datetime as dt

from flask import redirect, request
from flask.typing import ResponseReturnValue

from accounts.errors import TooManyAttempts
from accounts.forms.sign_ins import ReturningForm
from accounts.methods import Actor
from accounts.methods.limits import WINDOW
from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import ask_to_sign_in
from foundations.web.kept_words import kept_words_page
from foundations.web.unit_of_work import begin_writing

_TOO_MANY = TooManyAttempts.status


def client_address() -> str:
    """Return where the request comes from: the connection's other end, never what a header claims."""
    return request.remote_addr or ""


def browser() -> str:
    """Return how the browser calls itself."""
    return request.headers.get("User-Agent", "")


def with_errors(page: str, form: Form) -> ResponseReturnValue:
    """Return a page that shows a form's errors, with their status; who tried too often learns how long to wait."""
    headers = {"Retry-After": str(WINDOW // dt.timedelta(seconds=1))} if form.answer_status == _TOO_MANY else {}
    return page, form.answer_status, headers


def writing_person() -> Actor:
    """Open the writing transaction and return who acts; their sign-in may have ended while we waited for it."""
    begin_writing()
    actor: Actor = current_actor()
    if not actor.is_signed_in:
        ask_to_sign_in()
    return actor


def go_on(form: ReturningForm) -> ResponseReturnValue:
    """Go where the person was going, or show what they had typed when they were asked to sign in."""
    words = form.words
    return redirect(form.path, 303) if words is None else kept_words_page(words)
