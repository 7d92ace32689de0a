"""The public vote: choosing, checking, casting, and the receipt."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accounts.policies import is_person
from contest import policies, presets
from contest.enums import WindowKind
from contest.errors import AlreadyVoted, BallotInvalid, CannotVote
from contest.forms.ballots import BallotForm
from contest.models import Contest
from contest.queries.ballots import (
    ballot_visible_to,
    ideas_chosen,
    ideas_on_ballot,
    picks_on,
    receipt_code_of,
    slots_of,
)
from contest.queries.contests import contest_visible_to
from contest.services import ballots as services
from contest.views.blueprint import blueprint
from foundations.refusal import Refusal
from foundations.web.actors import current_actor
from foundations.web.errors import refusal_text
from foundations.web.guards import guard
from foundations.web.pages import render_page


@blueprint.get("/contests/<slug>/ballot")
@guard(policies.may_open_ballot, load=contest_visible_to)
def show_ballot(contest: Contest) -> ResponseReturnValue:
    """Show the ballot for choosing; to who has voted, the receipt; to who cannot vote, why."""
    receipt_code = receipt_code_of(current_actor(), contest)
    if receipt_code is not None:
        return redirect(url_for(".show_receipt", receipt_code=receipt_code), 303)
    try:
        services.check_may_vote(contest=contest, by=current_actor())
    except CannotVote as refusal:
        return _refusal_page(contest, refusal), CannotVote.status
    return _choosing_page(contest, BallotForm(formdata=None))


@blueprint.post("/contests/<slug>/ballot/check")
@guard(policies.may_open_ballot, load=contest_visible_to, begins_late=True)
def check_ballot(contest: Contest) -> ResponseReturnValue:
    """Show the chosen ideas once more before the ballot is cast, or all again; nothing is kept."""
    form = BallotForm()
    if "change" in request.form:
        return _choosing_page(contest, form)
    try:
        services.check_ballot(contest=contest, choices=form.choices, by=current_actor())
    except BallotInvalid as refusal:
        return _choosing_page(contest, form, refusal), refusal.status
    except (AlreadyVoted, CannotVote) as refusal:
        return _refusal_page(contest, refusal), refusal.status
    return _checking_page(contest, form)


@blueprint.post("/contests/<slug>/ballot")
@guard(policies.may_open_ballot, load=contest_visible_to)
def cast_ballot(contest: Contest) -> ResponseReturnValue:
    """Cast the ballot and go to its receipt."""
    form = BallotForm()
    if not form.validate():
        return _checking_page(contest, form), BallotInvalid.status
    try:
        receipt_code = services.cast_ballot(contest=contest, choices=form.choices, by=current_actor())
    except BallotInvalid as refusal:
        return _choosing_page(contest, form, refusal), refusal.status
    except (AlreadyVoted, CannotVote) as refusal:
        return _refusal_page(contest, refusal), refusal.status
    return redirect(url_for(".show_receipt", receipt_code=receipt_code), 303)


@blueprint.get("/ballots/<receipt_code>")
@guard(is_person)
def show_receipt(receipt_code: str) -> ResponseReturnValue:
    """Show its voter that a ballot was taken in, and when; what was chosen only when asked to."""
    ballot = ballot_visible_to(current_actor(), receipt_code)
    if ballot is None:
        abort(404)
    return render_page("contest/show_receipt.html", ballot=ballot, contest=ballot.contest, picks=picks_on(ballot))


def _choosing_page(contest: Contest, form: BallotForm, refusal: BallotInvalid | None = None) -> str:
    if refusal is not None:
        form.add_refusal(refusal)
    return render_page(
        "contest/show_ballot.html",
        contest=contest,
        form=form,
        closing=presets.show_closing(contest.window(WindowKind.VOTING).closes_at),
        ideas=ideas_on_ballot(contest, current_actor().at),
        allowed={division: len(slots) for division, slots in slots_of(contest).items()},
        overfull=refusal.details.get("overfull", {}) if refusal is not None else {},
    )


def _checking_page(contest: Contest, form: BallotForm) -> str:
    return render_page(
        "contest/check_ballot.html", contest=contest, form=form, ideas=ideas_chosen(contest, form.picked)
    )


def _refusal_page(contest: Contest, refusal: Refusal) -> str:
    return render_page(
        "contest/cannot_vote.html",
        contest=contest,
        message=refusal_text(refusal),
        receipt_code=refusal.details.get("receipt_code"),
    )
