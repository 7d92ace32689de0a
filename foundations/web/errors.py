"""What a person reads when something was refused or went wrong; one place for all of it."""

import datetime as dt
import logging
import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, jsonify, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable
from werkzeug.wrappers import Response

from foundations.database.session import db
from foundations.refusal import Refusal
from foundations.web.actors import current_actor, forget_actor
from foundations.web.cross_site import came_from_own_page
from foundations.web.dates import show_second
from foundations.web.guards import access_of
from foundations.web.kept_words import (
    KeptWords,
    SignInNeeded,
    kept_words_page,
    page_asking,
    words_carried,
    words_sent,
)
from foundations.web.log_lines import log_event
from foundations.web.pages import render_page
from foundations.web.unit_of_work import begin_reading, refusal_for

Page = Callable[[], str]


def init_errors(app: Flask) -> None:
    """Answer every refusal and failure with a page (or JSON for the API) that says what to do next."""
    app.register_error_handler(Refusal, _answer_refusal)
    app.register_error_handler(IntegrityError, _answer_constraint)
    app.register_error_handler(OperationalError, _answer_busy)
    app.register_error_handler(CSRFError, _answer_cross_site)
    app.register_error_handler(SignInNeeded, _answer_sign_in_needed)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_failure)


def refusal_text(refusal: Refusal) -> str:
    """Return the refusal's sentence in the reader's language."""
    shown = {
        key: show_second(value) if isinstance(value, dt.datetime) else value for key, value in refusal.details.items()
    }
    return gettext(refusal.message, **shown)


def _answer_refusal(refusal: Refusal) -> Response:
    return _answer(refusal.status, name=type(refusal).__name__, message=refusal_text(refusal))


def _answer_constraint(error: IntegrityError) -> Response:
    refusal = refusal_for(error)
    return _answer_failure(error) if refusal is None else _answer_refusal(refusal)


def _answer_busy(error: OperationalError) -> Response:
    answer = _answer_failure(error, ServiceUnavailable.code)
    answer.headers["Retry-After"] = "5"
    return answer


def _answer_cross_site(_error: CSRFError) -> Response:
    message = gettext(
        "This form could not be accepted because your sign-in or this page had expired. "
        "Go back, reload the page and send it again."
    )
    words = _words_of_own_page()
    if words is None:
        return _answer(400, name="CrossSite", message=message)
    _begin_anew()
    if not current_actor().is_signed_in:
        return _answer_sign_in_needed(SignInNeeded(words))
    return _answer(400, name="CrossSite", message=message, page=lambda: kept_words_page(words))


def _words_of_own_page() -> KeptWords | None:
    if "HX-Request" in request.headers or not came_from_own_page():
        return None
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    is_guarded = access is not None and access.policy is not None
    return words_sent() if is_guarded else words_carried()


def _answer_sign_in_needed(needed: SignInNeeded) -> Response:
    message = gettext("Your sign-in has ended. Sign in and send this again.")
    return _answer(401, name="SignInNeeded", message=message, page=lambda: page_asking(needed))


def _answer_http(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response  # a redirect in the shape of an exception
    answer = _answer(error.code or InternalServerError.code, name=error.name.replace(" ", ""))
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _answer_failure(error: Exception, code: int = InternalServerError.code) -> Response:
    incident = secrets.token_hex(4)
    log_event("request_failed", level=logging.ERROR, error=error, incident=incident, endpoint=request.endpoint)
    return _answer(code, name="Failure", incident=incident)


def _answer(
    code: int, *, name: str, message: str | None = None, incident: str | None = None, page: Page | None = None
) -> Response:
    _begin_anew()
    if _wants_json():
        body: dict[str, Any] = {"error": name, "message": message or "", "incident": incident}
        answer: Response = jsonify({key: value for key, value in body.items() if value})
    else:
        page = page or (lambda: render_page("errors/error.html", code=code, message=message, incident=incident))
        answer = Response(_rendered(page, code, incident), content_type="text/html; charset=utf-8")
    answer.status_code = code
    return answer


def _begin_anew() -> None:
    db.session.rollback()
    begin_reading()
    forget_actor()


def _rendered(page: Page, code: int, incident: str | None) -> str:
    try:
        return page()
    except Exception as error:  # noqa: BLE001 - the database is gone, perhaps: say so without asking it who reads this
        log_event("error_page_failed", level=logging.ERROR, error=error, incident=incident)
        return f"<!doctype html><html lang=en><title>{code}</title><h1>{code}</h1><p>{incident or ''}</p></html>"


def _wants_json() -> bool:
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    return (access is not None and access.is_api) or request.accept_mimetypes.best == "application/json"
