"""Opening the counts, deciding awards, releasing the results, and reading them."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import Row

from contest import charts, policies
from contest.forms.ideas import PlainForm
from contest.forms.judging import AwardDecisionForm
from contest.models import Award, Contest
from contest.queries.contests import contest_visible_to
from contest.queries.improvements import improvements_on
from contest.queries.results import (
    award_of_contest,
    awards_with_ideas,
    count_results,
    eligible_for,
    number_of_ballots,
    reasons_for,
    released_contest,
    released_idea,
    results_of,
)
from contest.services import results as services
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.languages import in_language
from foundations.web.pages import render_page
from foundations.web.paging import page_number


@blueprint.get("/contests/<slug>/count")
@guard(policies.may_open_counts, load=contest_visible_to, needs_fresh_sign_in=True)
def confirm_count(contest: Contest) -> ResponseReturnValue:
    """Say what opening the counts ends, before it is done."""
    return render_page("contest/open_counts.html", contest=contest, form=PlainForm(formdata=None))


@blueprint.post("/contests/<slug>/count")
@guard(policies.is_secretariat, load=contest_visible_to, needs_fresh_sign_in=True)
def open_counts(contest: Contest) -> ResponseReturnValue:
    """Open the counts: an act on the record, once."""
    services.open_counts(contest=contest, by=current_actor())
    flash(gettext("The counts are open to the secretariat. The dates can no longer be changed."), "success")
    return redirect(url_for(".list_awards", slug=contest.slug), 303)


@blueprint.get("/contests/<slug>/awards")
@guard(policies.may_decide_awards, load=contest_visible_to)
def list_awards(contest: Contest) -> ResponseReturnValue:
    """Show the awards, and the counts to decide them by, to the secretariat alone."""
    return render_page(
        "contest/list_awards.html",
        contest=contest,
        awards=awards_with_ideas(contest),
        sections=charts.sections(contest, count_results(contest), are_public=False),
        division_names={division.id: in_language(division, "name") for division in contest.divisions},
        button_form=PlainForm(formdata=None),
    )


@blueprint.get("/contests/<slug>/awards/<int:award_id>")
@guard(policies.may_decide_award, load=award_of_contest)
def show_award(found: tuple[Contest, Award]) -> ResponseReturnValue:
    """Show one award for deciding."""
    contest, award = found
    return _award_page(contest, award, AwardDecisionForm.of(award, eligible_for(award)))


@blueprint.post("/contests/<slug>/awards/<int:award_id>")
@guard(policies.may_decide_award, load=award_of_contest)
def decide_award(found: tuple[Contest, Award]) -> ResponseReturnValue:
    """Give or withhold one award."""
    contest, award = found
    form = AwardDecisionForm.of(award, eligible_for(award))
    if form.validate():
        with form.refusals():
            explanation = form.explanation.data or ""
            services.decide_award(
                contest=contest,
                award=award,
                idea_id=form.idea.data or None,
                explanation=explanation,
                by=current_actor(),
            )
            return redirect(url_for(".list_awards", slug=contest.slug), 303)
    return _award_page(contest, award, form), 422


@blueprint.post("/contests/<slug>/release")
@guard(policies.may_release_results, load=contest_visible_to, needs_fresh_sign_in=True)
def release_results(contest: Contest) -> ResponseReturnValue:
    """Publish counts, scores and awards in one moment."""
    services.release_results(contest=contest, by=current_actor())
    flash(gettext("The results are public now."), "success")
    return redirect(url_for(".show_results", slug=contest.slug), 303)


@blueprint.get("/contests/<slug>/results")
@public("results are for everybody once they are released", load=released_contest)
def show_results(contest: Contest) -> ResponseReturnValue:
    """Show awards with their explanations, and the public and the panel's result side by side."""
    return render_page(
        "contest/show_results.html",
        contest=contest,
        awards=awards_with_ideas(contest),
        ballots=number_of_ballots(contest),
        sections=charts.sections(contest, results_of(contest), are_public=True),
        division_names={division.id: in_language(division, "name") for division in contest.divisions},
    )


@blueprint.get("/ideas/<int:idea_id>/result")
@public("results are for everybody once they are released", load=released_idea)
def show_idea_result(found: tuple[Contest, Row[tuple[int]]]) -> ResponseReturnValue:
    """Show one idea's votes, the panel's points with their reasons, and what voters wrote."""
    contest, result = found
    return render_page(
        "contest/show_idea_result.html",
        contest=contest,
        result=result,
        reasons=reasons_for(contest, result.id),
        improvements=improvements_on(result.id, page_number()),
        may_hide=policies.is_secretariat(current_actor(), contest),
    )


def _award_page(contest: Contest, award: Award, form: AwardDecisionForm) -> str:
    return render_page("contest/show_award.html", contest=contest, award=award, form=form)
