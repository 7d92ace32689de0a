"""Where browsers report a breach of the content security policy, and health answers."""

import logging
from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from foundations.web.cross_site import csrf
from foundations.web.doctor import NeedsAttention
from foundations.web.guards import public
from foundations.web.log_lines import log_event

blueprint = Blueprint("web", __name__)

_CHECKS = "yoriai_readiness"


def init_readiness(app: Flask, checks: Mapping[str, Callable[[], str | int]]) -> None:
    """Let ``/readyz`` answer 200 only if every check returns or needs no more than attention; each tells one fact."""
    app.extensions[_CHECKS] = checks


@blueprint.post("/csp-reports")
@csrf.exempt
@public("browsers send these by themselves", begins_late=True, is_api=True)
def receive_csp_report() -> ResponseReturnValue:
    """Log that a page tried something our policy forbids; the report's content stays out of the log."""
    log_event("csp_report", level=logging.WARNING, bytes=len(request.get_data()))
    return Response(status=204)


@blueprint.get("/healthz")
@public("says only that the process lives", is_api=True)
def show_health() -> ResponseReturnValue:
    """Answer as long as the process does."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public("says only whether requests can be served", is_api=True)
def show_readiness() -> ResponseReturnValue:
    """Answer 200 and what was checked if all of it holds, 503 and the first thing that does not."""
    found: dict[str, str | int] = {}
    for name, check in current_app.extensions[_CHECKS].items():
        try:
            found[name] = check()
        except NeedsAttention as finding:
            found[name] = finding.state
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is 503
            log_event("not_ready", level=logging.WARNING, error=error, check=name)
            return jsonify(status="not ready", **found, **{name: "failed"}), 503
    return jsonify(status="ready", **found)
