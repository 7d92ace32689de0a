"""Setting up a contest without code: texts, dates, divisions, rubric, awards, schedule."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies, presets
from contest.enums import PartKind
from contest.forms.contests import (
    AwardForm,
    ContestForm,
    CriterionForm,
    DivisionForm,
    EditingForm,
    PartForm,
    ScheduleForm,
)
from contest.forms.ideas import PlainForm
from contest.methods.phases import ADDING
from contest.models import Contest
from contest.queries.contests import contest_visible_to
from contest.queries.secretariat import awards_of, criteria_of, part_of_contest, parts_of_contest
from contest.services import contests as services
from contest.services import parts
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page

_ADD: Mapping[str, Callable[..., object]] = {
    PartKind.DIVISIONS: parts.add_division,
    PartKind.CRITERIA: parts.add_criterion,
    PartKind.AWARDS: parts.add_award,
}


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


@blueprint.get("/contests/<slug>/texts")
@guard(policies.may_change_texts, load=contest_visible_to, needs_fresh_sign_in=True)
def edit_texts(contest: Contest) -> ResponseReturnValue:
    """Show the texts for changing: the rules of the contest are among them."""
    return render_page("contest/edit_texts.html", contest=contest, form=EditingForm.of(contest))


@blueprint.post("/contests/<slug>/texts")
@guard(policies.may_change_texts, load=contest_visible_to, needs_fresh_sign_in=True)
def change_texts(contest: Contest) -> ResponseReturnValue:
    """Change the texts: from the announcement on an act on the record."""
    form = EditingForm.of(contest)
    if form.validate():
        with form.refusals():
            seen, reason = form.seen.data or "", form.given_reason
            if services.edit_contest(contest=contest, text=form.text, seen=seen, reason=reason, by=current_actor()):
                flash(gettext("The texts have been changed."), "success")
            else:
                flash(gettext("The texts are as they were: nothing differs."), "info")
            return redirect(url_for(".show_contest", slug=contest.slug), 303)
    return render_page("contest/edit_texts.html", contest=contest, form=form), form.answer_status


@blueprint.get("/contests/<slug>/<any(divisions, criteria, awards):part>/new")
@guard(policies.is_secretariat_of_part, load=parts_of_contest)
def new_part(found: tuple[Contest, str]) -> ResponseReturnValue:
    """Ask for a division, a criterion or an award, or say since when they are fixed."""
    contest, part = found
    parts.check_part_may_change(contest=contest, action=ADDING[PartKind(part)], by=current_actor())
    return _part_page(contest, part, _part_form(contest, part))


@blueprint.post("/contests/<slug>/<any(divisions, criteria, awards):part>")
@guard(policies.is_secretariat_of_part, load=parts_of_contest)
def add_part(found: tuple[Contest, str]) -> ResponseReturnValue:
    """Add a division, a criterion or an award."""
    contest, part = found
    form = _part_form(contest, part)
    if form.validate():
        with form.refusals():
            _ADD[part](contest=contest, **form.values, by=current_actor())
            return _back_to_setup(contest)
    return _part_page(contest, part, form), form.answer_status


@blueprint.post("/contests/<slug>/<any(divisions, criteria, awards):part>/<int:part_id>/removal")
@guard(policies.is_secretariat_of_part, load=part_of_contest)
def remove_part(found: tuple[Contest, Any]) -> ResponseReturnValue:
    """Take a division, a criterion or an award away."""
    contest, part = found
    parts.remove_part(contest=contest, part=part, by=current_actor())
    return _back_to_setup(contest)


@blueprint.post("/contests/<slug>/announcement")
@guard(policies.may_announce_contest, load=contest_visible_to)
def announce_contest(contest: Contest) -> ResponseReturnValue:
    """Show the contest to everybody."""
    services.announce_contest(contest=contest, by=current_actor())
    flash(gettext("The contest is now public."), "success")
    return redirect(url_for(".show_contest", slug=contest.slug), 303)


@blueprint.get("/contests/<slug>/schedule")
@guard(policies.is_secretariat, load=contest_visible_to, needs_fresh_sign_in=True)
def edit_schedule(contest: Contest) -> ResponseReturnValue:
    """Show the dates for changing, or say since when they stand."""
    services.check_dates_may_change(contest=contest)
    return render_page("contest/edit_schedule.html", contest=contest, form=ScheduleForm.of(contest))


@blueprint.post("/contests/<slug>/schedule")
@guard(policies.is_secretariat, load=contest_visible_to, needs_fresh_sign_in=True)
def change_schedule(contest: Contest) -> ResponseReturnValue:
    """Move the dates: an act on the record."""
    form = ScheduleForm()
    if not form.validate():
        return render_page("contest/edit_schedule.html", contest=contest, form=form), 422
    with form.refusals():
        reason = form.reason.data or ""
        services.change_schedule(contest=contest, dates=form.dates, reason=reason, by=current_actor())
        flash(gettext("The dates have been changed. The change is on the record."), "success")
        return redirect(url_for(".show_desk", slug=contest.slug), 303)
    return render_page("contest/edit_schedule.html", contest=contest, form=form), 422


def _back_to_setup(contest: Contest) -> ResponseReturnValue:
    return redirect(url_for(".show_setup", slug=contest.slug), 303)


def _setup_page(contest: Contest) -> str:
    actor = current_actor()
    return render_page(
        "contest/show_setup.html",
        contest=contest,
        parts=presets.part_lists(contest, criteria_of(contest), awards_of(contest)),
        button_form=PlainForm(formdata=None),
        may_add={kind: policies.may_add_part(actor, contest, kind) for kind in PartKind},
        may_remove={kind: policies.may_remove_part(actor, contest, kind) for kind in PartKind},
        may_announce=policies.may_announce_contest(actor, contest),
        may_change_texts=policies.may_change_texts(actor, contest),
    )


def _part_form(contest: Contest, part: str) -> PartForm:
    if part == "awards":
        return AwardForm.offering(contest)
    return DivisionForm() if part == "divisions" else CriterionForm()


def _part_page(contest: Contest, part: str, form: PartForm) -> str:
    heading = {
        "divisions": gettext("Add a division"),
        "criteria": gettext("Add a criterion"),
        "awards": gettext("Add an award"),
    }[part]
    return render_page("contest/new_part.html", contest=contest, part=part, heading_text=heading, form=form)
