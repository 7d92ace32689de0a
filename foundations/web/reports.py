"""Where browsers report a breach of the content security policy, and health answers."""

import logging

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from foundations.database.session import db
from foundations.web.cross_site import csrf
from foundations.web.guards import public

blueprint = Blueprint("web", __name__)
log = logging.getLogger(__name__)


@blueprint.post("/csp-reports")
@csrf.exempt
@public("browsers send these by themselves", begins_late=True, is_api=True)
def receive_csp_report() -> ResponseReturnValue:
    """Log that a page tried something our policy forbids; the report's content stays out of the log."""
    log.warning("content security policy report", extra={"bytes": len(request.get_data())})
    return Response(status=204)


@blueprint.get("/healthz")
@public("says only that the process lives", is_api=True)
def show_health() -> ResponseReturnValue:
    """Answer as long as the process does."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public("says only whether requests can be served", is_api=True)
def show_readiness() -> ResponseReturnValue:
    """Answer 200 when the database answers, 503 otherwise."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ready", database="ok")
