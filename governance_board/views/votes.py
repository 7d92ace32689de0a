"""The vote on a motion, and carrying out what was carried."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from governance_board import policies
from governance_board.enums import Vote
from governance_board.forms.motions import VoteForm
from governance_board.models import Motion
from governance_board.queries.motions import counted_motion, motion_with_id
from governance_board.services import votes as services
from governance_board.services.rules import carry_out_motion as carry_out
from governance_board.views.blueprint import blueprint
from governance_board.views.motions import motion_page


@blueprint.get("/council/motions/<int:motion_id>/record.json")
@public("a counted vote can be counted again by everybody", load=counted_motion)
def show_vote_record(motion: Motion) -> ResponseReturnValue:
    """Send the published record of a vote, byte for byte as it was hashed."""
    record = "" if motion.result is None else motion.result.record
    return Response(record, content_type="application/json")


@blueprint.post("/council/motions/<int:motion_id>/vote")
@guard(policies.may_begin_vote, load=motion_with_id)
def open_vote(motion: Motion) -> ResponseReturnValue:
    """Let the council vote."""
    services.open_vote(motion=motion, by=current_actor())
    return _back(motion)


@blueprint.post("/council/motions/<int:motion_id>/votes")
@guard(policies.is_member_with, load=motion_with_id)
def cast_vote(motion: Motion) -> ResponseReturnValue:
    """Vote for one's seat."""
    form = VoteForm.asking()
    if form.validate():
        with form.refusals():
            services.cast_vote(motion=motion, choice=Vote(form.choice.data), by=current_actor())
            flash(gettext("Your vote has been cast."), "success")
            return _back(motion)
    return motion_page(motion, form), form.answer_status


@blueprint.post("/council/motions/<int:motion_id>/count")
@guard(policies.may_close_vote, load=motion_with_id)
def close_vote(motion: Motion) -> ResponseReturnValue:
    """End the vote and count it."""
    services.close_vote(motion=motion, by=current_actor())
    return _back(motion)


@blueprint.post("/council/motions/<int:motion_id>/execution")
@guard(policies.may_carry_out_motion, load=motion_with_id, needs_fresh_sign_in=True)
def carry_out_motion(motion: Motion) -> ResponseReturnValue:
    """Do what the council has carried."""
    carry_out(motion=motion, by=current_actor())
    flash(gettext("The motion has been carried out."), "success")
    return _back(motion)


def _back(motion: Motion) -> ResponseReturnValue:
    return redirect(url_for(".show_motion", motion_id=motion.id), 303)
