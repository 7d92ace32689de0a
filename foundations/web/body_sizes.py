"""How much a request may carry, and that all of it came. Werkzeug's own rules cover multipart bodies only."""

from flask import Flask, abort, request

from foundations.web.guards import access_of

USUAL_BYTES = 1_000_000
MOST_FIELDS = 1_000


def init_body_sizes(app: Flask) -> None:
    """Refuse bodies and field counts beyond the route's limit with 413."""
    app.config["MAX_CONTENT_LENGTH"] = USUAL_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = USUAL_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.before_request(lambda: _check_size(app))


def _check_size(app: Flask) -> None:
    _expect_all_of_the_body()
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.endpoint is None:
        return
    access = access_of(app, request.endpoint)
    if access is not None and access.max_bytes is not None:
        request.max_content_length = access.max_bytes
    if request.content_length is not None and request.content_length > (request.max_content_length or USUAL_BYTES):
        abort(413)
    # Counted before parsing: werkzeug would build every field first.
    is_form = request.mimetype == "application/x-www-form-urlencoded"
    if is_form and request.get_data(cache=True, parse_form_data=False).count(b"&") >= MOST_FIELDS:
        abort(413)


def _expect_all_of_the_body() -> None:
    # A server such as gunicorn ends the input where the line broke, and werkzeug then takes
    # half a form for a whole one: a ballot with fewer picks. Without this mark it counts the
    # bytes and answers 400.
    if request.content_length is not None:
        request.environ.pop("wsgi.input_terminated", None)
