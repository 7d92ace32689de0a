"""AuthZEN: one evaluation, boxed evaluations, and where they are."""

import logging
from typing import TYPE_CHECKING

from flask import Response, g, jsonify, request
from sqlalchemy import select

from accounts.queries.organisations import credential_with_token
from data_platform.api.answers import answers_for
from data_platform.api.blueprint import blueprint
from data_platform.methods.questions import Box, read_box, read_json, read_question
from data_platform.services.deciding import Given, decide_box, deny_undecided
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry
from foundations.mail.composing import link_from_outside
from foundations.web.cross_site import csrf
from foundations.web.guards import public
from foundations.web.log_lines import log_event
from foundations.web.unit_of_work import begin_writing, keep_so_far

if TYPE_CHECKING:
    from accounts.models import Organisation

_SCHEME = "bearer "
_LONGEST_REQUEST_ID = 200


@blueprint.get("/.well-known/authzen-configuration")
@public("says where decisions are asked for", is_api=True)
def show_configuration() -> Response:
    """Tell machines the addresses."""
    return jsonify(
        policy_decision_point=link_from_outside("front_door.show_home").rstrip("/"),
        access_evaluation_endpoint=link_from_outside("data_platform.evaluate"),
        access_evaluations_endpoint=link_from_outside("data_platform.evaluate_box"),
    )


@blueprint.post("/access/v1/evaluation")
@csrf.exempt
@public("the bearer token says which organisation asks", begins_late=True, is_api=True)
def evaluate() -> Response:
    """Decide on one use."""
    organisation = _who_asks()
    if organisation is None:
        return _unauthorized()
    box = Box((read_question(read_json(request.get_data())),))
    return _answer(organisation, box, is_boxed=False)


@blueprint.post("/access/v1/evaluations")
@csrf.exempt
@public("the bearer token says which organisation asks", begins_late=True, is_api=True)
def evaluate_box() -> Response:
    """Decide on several uses; without a list it is one evaluation, as the standard has it."""
    organisation = _who_asks()
    if organisation is None:
        return _unauthorized()
    given = read_json(request.get_data())
    return _answer(organisation, read_box(given), is_boxed=bool(given.get("evaluations")))


def _who_asks() -> "Organisation | None":
    shown = request.headers.get("Authorization", "")
    if not shown.lower().startswith(_SCHEME):
        return None
    credential = credential_with_token(shown[len(_SCHEME) :].strip(), g.at)
    return None if credential is None else credential.organisation


def _unauthorized() -> Response:
    answer = jsonify(error="Unauthorized", message="Show an organisation's bearer token.")
    answer.status_code = 401
    answer.headers["WWW-Authenticate"] = 'Bearer realm="decisions"'
    return answer


def _answer(organisation: "Organisation", box: Box, *, is_boxed: bool) -> Response:
    if any(question.organisation != organisation.slug for question in box.questions):
        answer = jsonify(error="Forbidden", message="The token is another organisation's.")
        answer.status_code = 403
        return answer
    given, is_stored = _decide(organisation.id, box)
    places = _places(given) if is_stored else {}
    told = answers_for(given, places)
    answer = jsonify({"evaluations": told} if is_boxed else told[0])
    answer.status_code = 200 if is_stored else 503
    answer.headers["Cache-Control"] = "no-store"
    request_id = request.headers.get("X-Request-ID", "")
    if 0 < len(request_id) <= _LONGEST_REQUEST_ID and request_id.isprintable() and request_id.isascii():
        answer.headers["X-Request-ID"] = request_id
    return answer


def _decide(organisation_id: int, box: Box) -> tuple[list[Given], bool]:
    """Decide and store; where that fails deny and store that; where even that fails, only deny."""
    try:
        begin_writing()
        given = decide_box(organisation_id=organisation_id, box=box, at=g.at)
        keep_so_far()
    except Exception as error:  # noqa: BLE001 - whatever failed, the answer is no
        log_event("decision_failed", level=logging.ERROR, error=error)
        return _deny(organisation_id, box)
    return given, True


def _deny(organisation_id: int, box: Box) -> tuple[list[Given], bool]:
    try:
        begin_writing()
        given = deny_undecided(organisation_id=organisation_id, questions=box.questions, at=g.at)
        keep_so_far()
    except Exception as error:  # noqa: BLE001 - not even this can be stored
        log_event("denial_not_recorded", level=logging.ERROR, error=error)
        db.session.rollback()
        return deny_undecided(organisation_id=organisation_id, questions=box.questions, at=g.at), False
    return given, True


def _places(given: list[Given]) -> dict[str, int]:
    keys = [one.key for one in given]
    return dict(
        iter(db.session.execute(select(LedgerEntry.key, LedgerEntry.leaf_index).where(LedgerEntry.key.in_(keys))))
    )
