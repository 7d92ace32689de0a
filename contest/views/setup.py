"""Setting up a contest without code: texts, dates, divisions, rubric, awards, schedule."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies
from contest.forms.contests import AwardForm, ContestForm, CriterionForm, DivisionForm, ScheduleForm
from contest.forms.ideas import PlainForm
from contest.models import Contest, Division
from contest.queries.contests import contest_visible_to
from contest.queries.secretariat import awards_of, criteria_of, part_of_contest
from contest.services import contests as services
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import guard
from foundations.web.pages import render_page


@blueprint.get("/contests/new")
@guard(policies.may_create_contest)
def new_contest() -> ResponseReturnValue:
    """Ask for the texts and dates of a new contest."""
    return render_page("contest/new_contest.html", form=ContestForm())


@blueprint.post("/contests/")
@guard(policies.may_create_contest)
def create_contest() -> ResponseReturnValue:
    """Open a contest that only the secretariat sees yet."""
    form = ContestForm()
    if form.validate():
        with form.refusals():
            contest = services.create_contest(text=form.text, dates=form.dates, by=current_actor())
            return redirect(url_for(".show_setup", slug=contest.slug), 303)
    return render_page("contest/new_contest.html", form=form), 422


@blueprint.get("/contests/<slug>/set-up")
@guard(policies.is_secretariat, load=contest_visible_to)
def show_setup(contest: Contest) -> ResponseReturnValue:
    """Show what the contest is made of and what is still missing."""
    return _setup_page(contest)


@blueprint.post("/contests/<slug>/divisions")
@guard(policies.may_edit_contest, load=contest_visible_to)
def add_division(contest: Contest) -> ResponseReturnValue:
    """Add a division."""
    form = DivisionForm()
    if form.validate():
        with form.refusals():
            services.add_division(contest=contest, division=form.division, picks=form.picks.data or 0)
            return _back_to_setup(contest)
    return _setup_page(contest, division_form=form), 422


@blueprint.post("/contests/<slug>/criteria")
@guard(policies.may_edit_contest, load=contest_visible_to)
def add_criterion(contest: Contest) -> ResponseReturnValue:
    """Add a line to the rubric."""
    form = CriterionForm()
    if not form.validate():
        return _setup_page(contest, criterion_form=form), 422
    services.add_criterion(contest=contest, criterion=form.criterion)
    return _back_to_setup(contest)


@blueprint.post("/contests/<slug>/awards")
@guard(policies.may_edit_contest, load=contest_visible_to)
def add_award(contest: Contest) -> ResponseReturnValue:
    """Add a prize."""
    form = AwardForm()
    form.offer_divisions(contest)
    if not form.validate():
        return _setup_page(contest, award_form=form), 422
    services.add_award(contest=contest, award=form.award)
    return _back_to_setup(contest)


@blueprint.post("/contests/<slug>/<any(divisions, criteria, awards):part>/<int:part_id>/removal")
@guard(lambda actor, found: policies.may_edit_contest(actor, found[0]), load=part_of_contest)
def remove_part(found: tuple[Contest, Any]) -> ResponseReturnValue:
    """Take a division, a criterion or an award away."""
    contest, part = found
    if isinstance(part, Division):
        services.remove_division(division=part)
    else:
        services.remove_part(part=part)
    return _back_to_setup(contest)


@blueprint.post("/contests/<slug>/announcement")
@guard(policies.may_announce_contest, load=contest_visible_to)
def announce_contest(contest: Contest) -> ResponseReturnValue:
    """Show the contest to everybody."""
    services.announce_contest(contest=contest, by=current_actor())
    flash(gettext("The contest is now public."), "success")
    return redirect(url_for(".show_contest", slug=contest.slug), 303)


@blueprint.get("/contests/<slug>/schedule")
@guard(policies.may_change_schedule, load=contest_visible_to, needs_fresh_sign_in=True)
def edit_schedule(contest: Contest) -> ResponseReturnValue:
    """Show the dates for changing."""
    return render_page("contest/edit_schedule.html", contest=contest, form=ScheduleForm.of(contest))


@blueprint.post("/contests/<slug>/schedule")
@guard(policies.may_change_schedule, load=contest_visible_to, needs_fresh_sign_in=True)
def change_schedule(contest: Contest) -> ResponseReturnValue:
    """Move the dates: an act on the record."""
    form = ScheduleForm()
    if not form.validate():
        return render_page("contest/edit_schedule.html", contest=contest, form=form), 422
    reason = form.reason.data or ""
    services.change_schedule(contest=contest, dates=form.dates, reason=reason, by=current_actor())
    flash(gettext("The dates have been changed. The change is on the record."), "success")
    return redirect(url_for(".show_desk", slug=contest.slug), 303)


def _back_to_setup(contest: Contest) -> ResponseReturnValue:
    return redirect(url_for(".show_setup", slug=contest.slug), 303)


def _setup_page(contest: Contest, **forms: Form) -> str:
    actor = current_actor()
    award_form = forms.pop("award_form", None) or AwardForm(formdata=None, prefix="")
    if isinstance(award_form, AwardForm):
        award_form.offer_divisions(contest)
    return render_page(
        "contest/show_setup.html",
        contest=contest,
        criteria=criteria_of(contest),
        awards=awards_of(contest),
        division_form=forms.get("division_form") or DivisionForm(formdata=None),
        criterion_form=forms.get("criterion_form") or CriterionForm(formdata=None),
        award_form=award_form,
        button_form=PlainForm(formdata=None),
        may_edit=policies.may_edit_contest(actor, contest),
        may_announce=policies.may_announce_contest(actor, contest),
    )
