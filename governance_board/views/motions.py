"""Motions: read, submitted, amended, taken back; interests and recusals."""

from itertools import pairwise

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from governance_board import charts, policies
from governance_board.enums import Formula, InterestKind, MotionKind, MotionState
from governance_board.forms.motions import InterestForm, MotionForm, RecusalForm, VoteForm, WordingForm
from governance_board.forms.plain import PlainForm
from governance_board.models import Motion, Rule, Suspension
from governance_board.presets import labels
from governance_board.presets.rules import difference, terms_as_typed, terms_shown
from governance_board.presets.votes import CountedVote
from governance_board.queries.meetings import open_item_of, present_in
from governance_board.queries.motions import motion_with_id
from governance_board.queries.rules import all_rules
from governance_board.queries.seats import seat_with_id, seats_at
from governance_board.queries.suspensions import current_suspensions
from governance_board.services import motions as services
from governance_board.views.blueprint import blueprint


@blueprint.get("/council/motions/<int:motion_id>")
@public("what the council decides on is for everybody", load=motion_with_id)
def show_motion(motion: Motion) -> ResponseReturnValue:
    """Show a motion: wording, versions, interests, the vote with its numbers."""
    return motion_page(motion)


@blueprint.get("/council/motions/new")
@guard(policies.may_submit_motion)
def new_motion() -> ResponseReturnValue:
    """Ask what the council should decide."""
    form = _motion_form(kind=request.args.get("kind", ""), formula=Formula.DOUBLE_MAJORITY.value)
    return render_page("governance_board/new_motion.html", form=form)


@blueprint.post("/council/motions")
@guard(policies.may_submit_motion)
def submit_motion() -> ResponseReturnValue:
    """Put a motion before the council."""
    form = _motion_form()
    if form.validate():
        with form.refusals():
            motion = services.submit_motion(
                kind=MotionKind(form.kind.data),
                formula=Formula(form.formula.data),
                subject=form.subject(*_subjects()),
                wording=form.wording,
                by=current_actor(),
            )
            flash(gettext("The motion is before the council."), "success")
            return _back(motion)
    return render_page("governance_board/new_motion.html", form=form), form.answer_status


@blueprint.get("/council/motions/<int:motion_id>/amendment")
@guard(policies.may_amend_motion, load=motion_with_id)
def show_amendment(motion: Motion) -> ResponseReturnValue:
    """Show the newest wording for changing."""
    form = WordingForm.of(motion)
    if motion.latest.terms is not None:
        form.terms.data = terms_as_typed(motion.latest.terms)
    return render_page("governance_board/amend_motion.html", motion=motion, form=form)


@blueprint.post("/council/motions/<int:motion_id>/amendment")
@guard(policies.may_amend_motion, load=motion_with_id)
def amend_motion(motion: Motion) -> ResponseReturnValue:
    """Write a new version."""
    form = WordingForm()
    if form.validate():
        with form.refusals():
            services.amend_motion(motion=motion, wording=form.wording, by=current_actor())
            flash(gettext("The new version is what will be voted on."), "success")
            return _back(motion)
    return render_page("governance_board/amend_motion.html", motion=motion, form=form), form.answer_status


@blueprint.post("/council/motions/<int:motion_id>/withdrawal")
@guard(policies.may_withdraw_motion, load=motion_with_id)
def withdraw_motion(motion: Motion) -> ResponseReturnValue:
    """Take a motion back."""
    services.withdraw_motion(motion=motion, by=current_actor())
    return _back(motion)


@blueprint.get("/council/motions/<int:motion_id>/interest")
@guard(policies.may_declare_interest, load=motion_with_id)
def show_interest(motion: Motion) -> ResponseReturnValue:
    """Ask what ties a member to a motion."""
    return render_page("governance_board/declare_interest.html", motion=motion, form=InterestForm.asking())


@blueprint.post("/council/motions/<int:motion_id>/interest")
@guard(policies.may_declare_interest, load=motion_with_id)
def declare_interest(motion: Motion) -> ResponseReturnValue:
    """Declare it; a plain fact recuses the seat."""
    form = InterestForm.asking()
    if form.validate():
        with form.refusals():
            kind, note = InterestKind(form.kind.data), form.note.data or ""
            services.declare_interest(motion=motion, kind=kind, note=note, by=current_actor())
            flash(gettext("Your interest has been declared."), "success")
            return _back(motion)
    return render_page("governance_board/declare_interest.html", motion=motion, form=form), form.answer_status


@blueprint.get("/council/motions/<int:motion_id>/recusal")
@guard(policies.may_recuse_seat, load=motion_with_id)
def show_recusal(motion: Motion) -> ResponseReturnValue:
    """Ask which seat takes no part."""
    form = RecusalForm.offering(seats_at(current_actor().at))
    return render_page("governance_board/recuse_seat.html", motion=motion, form=form)


@blueprint.post("/council/motions/<int:motion_id>/recusal")
@guard(policies.may_recuse_seat, load=motion_with_id)
def recuse_seat(motion: Motion) -> ResponseReturnValue:
    """Let a seat take no part."""
    form = RecusalForm.offering(seats_at(current_actor().at))
    if form.validate():
        with form.refusals():
            seat = seat_with_id(current_actor(), form.seat.data)
            if seat is not None:
                services.recuse_seat(motion=motion, seat=seat, reason=form.reason.data or "", by=current_actor())
            return _back(motion)
    return render_page("governance_board/recuse_seat.html", motion=motion, form=form), form.answer_status


def motion_page(motion: Motion, vote_form: VoteForm | None = None) -> str:
    """Return the page of a motion as the actor sees it."""
    actor = current_actor()
    item = open_item_of(motion) if motion.state == MotionState.SUBMITTED else None
    versions = motion.versions
    return render_page(
        "governance_board/show_motion.html",
        motion=motion,
        version=motion.latest,
        state=labels.motion_state(motion.state),
        terms=terms_shown(motion.latest.terms) if motion.latest.terms else [],
        terms_json=terms_as_typed(motion.latest.terms) if motion.latest.terms else "",
        changes=[(new, difference(old, new)) for old, new in pairwise(versions)],
        counted=CountedVote.of(motion) if motion.result is not None else None,
        chart=charts.chart_of_vote(motion, list(present_in(motion.meeting_id))) if motion.roll else None,
        vote_form=(vote_form or VoteForm.asking()) if policies.may_vote(actor, motion) else None,
        form=vote_form or PlainForm(formdata=None),
        may=policies.motion_acts(actor, motion),
        is_called_up=item is not None,
        labels=labels,
        button_form=PlainForm(formdata=None),
    )


def _subjects() -> tuple[list[Rule], list[Suspension]]:
    at = current_actor().at
    return [rule for rule in all_rules() if not rule.is_repealed], [
        one for one in current_suspensions(at) if one.is_in_force(at)
    ]


def _motion_form(**chosen: str) -> MotionForm:
    rules, suspensions = _subjects()
    return MotionForm.offering(rules, suspensions, **chosen)


def _back(motion: Motion) -> ResponseReturnValue:
    return redirect(url_for(".show_motion", motion_id=motion.id), 303)
