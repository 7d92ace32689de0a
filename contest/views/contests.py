"""Contests: the list of all, and the page of one."""

from flask.typing import ResponseReturnValue

from contest import policies, presets
from contest.forms.ideas import PlainForm
from contest.models import Contest
from contest.queries.ballots import receipt_code_of
from contest.queries.contests import changes_of, contest_visible_to, contests_visible_to, latest_changes_of
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import public
from foundations.web.pages import render_page
from foundations.web.paging import page_number


@blueprint.get("/contests/")
@public("what the city asks is for everybody")
def list_contests() -> ResponseReturnValue:
    """Show all contests, the newest first."""
    actor = current_actor()
    entries = [presets.ContestEntry.of(contest, actor.at) for contest in contests_visible_to(actor)]
    return render_page("contest/list_contests.html", entries=entries, may_create=policies.may_create_contest(actor))


@blueprint.get("/contests/<slug>")
@public("a call for ideas is for everybody", load=contest_visible_to)
def show_contest(contest: Contest) -> ResponseReturnValue:
    """Show one contest: theme, timeline, divisions and what can be done now."""
    actor = current_actor()
    return render_page(
        "contest/show_contest.html",
        contest=contest,
        timeline=presets.timeline(contest, actor.at),
        button_form=PlainForm(formdata=None),
        may_draft=policies.may_draft_idea(actor, contest),
        is_judge=policies.is_judge(actor, contest),
        is_secretariat=policies.is_secretariat(actor, contest),
        invites_to_vote=policies.may_be_invited_to_vote(actor, contest),
        receipt_code=receipt_code_of(actor, contest),
        may_read_results=policies.may_read_results(actor, contest),
        changes=presets.shown_changes(latest_changes_of(contest)),
    )


@blueprint.get("/contests/<slug>/changes")
@public("what was promised and then changed is for everybody", load=contest_visible_to)
def list_changes(contest: Contest) -> ResponseReturnValue:
    """Show every change of texts and dates since the announcement, with the words before and after."""
    page = changes_of(contest, page_number())
    changes = presets.shown_changes(page.items)
    return render_page("contest/list_changes.html", contest=contest, page=page, changes=changes)
