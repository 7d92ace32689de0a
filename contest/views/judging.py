"""The judge's desk: what to score, a score sheet, and stepping back from an idea."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies, presets
from contest.enums import ConflictKind, WindowKind
from contest.forms.judging import ConflictForm, ScoreForm
from contest.models import Contest, Idea
from contest.queries.contests import contest_visible_to
from contest.queries.judging import idea_to_judge, judged_ideas, own_sheet
from contest.queries.secretariat import criteria_of
from contest.services import judging as services
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.languages import in_language
from foundations.web.pages import render_page
from foundations.web.unit_of_work import keep_despite_refusal


@blueprint.get("/contests/<slug>/judging")
@guard(policies.is_judge, load=contest_visible_to)
def show_judging(contest: Contest) -> ResponseReturnValue:
    """Show what waits for the judge."""
    actor = current_actor()
    ideas = judged_ideas(actor, contest)
    return render_page(
        "contest/show_judging.html",
        contest=contest,
        ideas=ideas,
        waiting=sum(1 for idea in ideas if idea.handed_in_at is None and idea.conflict is None),
        division_names={division.id: in_language(division, "name") for division in contest.divisions},
        closing=presets.show_closing(contest.window(WindowKind.JUDGING).closes_at),
        may_score=policies.may_score(actor, contest),
    )


@blueprint.get("/ideas/<int:idea_id>/score-sheet")
@guard(policies.is_judge_of_idea, load=idea_to_judge)
def show_score_sheet(idea: Idea) -> ResponseReturnValue:
    """Show the judge's own sheet for an idea."""
    return _sheet_page(idea, _sheet_form(idea))


@blueprint.post("/ideas/<int:idea_id>/score-sheet")
@guard(policies.may_score_idea, load=idea_to_judge)
def save_scores(idea: Idea) -> ResponseReturnValue:
    """Keep the sheet so far, or hand it in."""
    form = _sheet_form(idea)
    if not form.validate():
        return _sheet_page(idea, form), 422
    return _hand_in(idea, form) if "hand_in" in request.form else _save(idea, form)


@blueprint.get("/ideas/<int:idea_id>/conflict")
@guard(policies.may_score_idea, load=idea_to_judge)
def show_conflict(idea: Idea) -> ResponseReturnValue:
    """Ask why the judge steps back."""
    return render_page("contest/declare_conflict.html", idea=idea, form=ConflictForm.asking())


@blueprint.post("/ideas/<int:idea_id>/conflict")
@guard(policies.may_score_idea, load=idea_to_judge)
def declare_conflict(idea: Idea) -> ResponseReturnValue:
    """Step back from an idea for good."""
    form = ConflictForm.asking()
    if form.validate():
        with form.refusals():
            services.declare_conflict(idea=idea, kind=ConflictKind(form.kind.data), by=current_actor())
            flash(gettext("You have stepped back from this idea and will not score it."), "success")
            return redirect(url_for(".show_judging", slug=idea.contest.slug), 303)
    return render_page("contest/declare_conflict.html", idea=idea, form=form), 422


def _save(idea: Idea, form: ScoreForm) -> ResponseReturnValue:
    with form.refusals():
        services.save_scores(idea=idea, lines=form.lines, by=current_actor())
        flash(gettext("Saved. Lines without points or reason are not kept yet."), "success")
        return redirect(url_for(".show_score_sheet", idea_id=idea.id), 303)
    return _sheet_page(idea, form), 422


def _hand_in(idea: Idea, form: ScoreForm) -> ResponseReturnValue:
    with form.refusals():
        services.hand_in_scores(idea=idea, lines=form.lines, by=current_actor())
        flash(gettext("Your scores for “%(title)s” have been handed in.", title=idea.title), "success")
        return redirect(url_for(".show_judging", slug=idea.contest.slug), 303)
    if not form.is_complete:
        keep_despite_refusal(lambda: services.save_scores(idea=idea, lines=form.lines, by=current_actor()))
        form.mark_missing()
    return _sheet_page(idea, form), 422


def _sheet_form(idea: Idea) -> ScoreForm:
    return ScoreForm.of(criteria_of(idea.contest), own_sheet(current_actor(), idea))


def _sheet_page(idea: Idea, form: ScoreForm) -> str:
    actor = current_actor()
    sheet = own_sheet(actor, idea)
    return render_page(
        "contest/show_score_sheet.html",
        idea=idea,
        form=form,
        sheet=sheet,
        lines={score.criterion_id: score for score in sheet.scores} if sheet is not None else {},
        may_score=policies.may_score(actor, idea.contest) and not (sheet is not None and sheet.is_locked),
    )
