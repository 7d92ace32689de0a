"""Refuses writes that another site's page caused, before anything else runs.

Flask-WTF checks the token of every form; in front of it stand the browser's own
words about where the request came from.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from foundations.web.guards import access_of

csrf = CSRFProtect()

_SAME_SITE = frozenset({"same-origin", "none", ""})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def init_cross_site(app: Flask) -> None:
    """Check origin and token of every writing request."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a draft may take days; the token dies with the session
    app.config["WTF_CSRF_SSL_STRICT"] = False  # Referer is checked below by Origin and Sec-Fetch-Site
    app.before_request(_check_origin)
    app.before_request(lambda: _check_kind(app))
    csrf.init_app(app)


def came_from_own_page() -> bool:
    """Whether the browser itself says that one of our pages sent this request; saying nothing is no proof."""
    origin = request.headers.get("Origin")
    return (
        origin is not None
        and urlsplit(origin).netloc == request.host
        and request.headers.get("Sec-Fetch-Site", "") in _SAME_SITE
    )


def _check_origin() -> None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if "X-HTTP-Method-Override" in request.headers:
        abort(400)
    if request.headers.get("Sec-Fetch-Site", "") not in _SAME_SITE:
        raise CSRFError
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise CSRFError


def _check_kind(app: Flask) -> None:
    # Pages write by forms alone. Flask-WTF would read JSON in a form's place, which another site's
    # page can send as plain text, and whose depth and shape no field expects.
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.endpoint is None:
        return
    access = access_of(app, request.endpoint)
    if access is not None and not access.is_api and request.mimetype not in _FORMS:
        abort(400)
