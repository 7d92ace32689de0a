"""The secretariat's desk: what waits, and deciding about ideas and comments."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies, presets
from contest.forms.ideas import PlainForm
from contest.forms.moderation import ReasonForm
from contest.models import Comment, Contest, Idea, Improvement
from contest.queries.contests import contest_visible_to
from contest.queries.ideas import idea_visible_to, moderations_of
from contest.queries.improvements import improvement_visible_to, place_of
from contest.queries.secretariat import comment_visible_to, ideas_by_state, waiting_ideas
from contest.queries.waiting import work_waiting
from contest.services import moderation as services
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page
from foundations.web.paging import page_number


@blueprint.get("/contests/<slug>/desk")
@guard(policies.is_secretariat, load=contest_visible_to)
def show_desk(contest: Contest) -> ResponseReturnValue:
    """Show what waits for the secretariat in one contest."""
    actor = current_actor()
    return render_page(
        "contest/show_desk.html",
        contest=contest,
        timeline=presets.timeline(contest, actor.at),
        tasks=_other_tasks(contest),
        waiting=waiting_ideas(contest, page_number()),
        counts=[(presets.idea_state_label(state), count) for state, count in ideas_by_state(contest).items()],
        may_change_schedule=policies.may_change_schedule(actor, contest),
        may_change_texts=policies.may_change_texts(actor, contest),
        may_import=policies.may_import_ideas(actor, contest),
        may_open_counts=policies.may_open_counts(actor, contest),
        may_decide_awards=policies.may_decide_awards(actor, contest),
    )


@blueprint.get("/ideas/<int:idea_id>/moderation")
@guard(policies.may_moderate_idea, load=idea_visible_to)
def show_moderation(idea: Idea) -> ResponseReturnValue:
    """Show an idea with what can be decided about it."""
    return _moderation_page(idea, ReasonForm(formdata=None))


@blueprint.post("/ideas/<int:idea_id>/publication")
@guard(policies.may_moderate_idea, load=idea_visible_to)
def publish_idea(idea: Idea) -> ResponseReturnValue:
    """Show the idea to everybody."""
    services.publish_idea(idea=idea, by=current_actor())
    flash(gettext("“%(title)s” is now public.", title=idea.title), "success")
    return redirect(url_for(".show_desk", slug=idea.contest.slug), 303)


@blueprint.post("/ideas/<int:idea_id>/refusal")
@guard(policies.may_moderate_idea, load=idea_visible_to)
def refuse_idea(idea: Idea) -> ResponseReturnValue:
    """Keep the idea from the public, with a reason."""
    form = ReasonForm()
    if not form.validate():
        return _moderation_page(idea, form), 422
    services.refuse_idea(idea=idea, reason=form.reason.data or "", by=current_actor())
    flash(gettext("“%(title)s” is not shown. The author can read your reason.", title=idea.title), "success")
    return redirect(url_for(".show_desk", slug=idea.contest.slug), 303)


@blueprint.get("/comments/<int:comment_id>/hiding")
@guard(policies.may_hide_comment, load=comment_visible_to)
def show_hiding(comment: Comment) -> ResponseReturnValue:
    """Ask for the reason before a comment is hidden."""
    return render_page("contest/hide_comment.html", comment=comment, form=ReasonForm(formdata=None))


@blueprint.post("/comments/<int:comment_id>/hiding")
@guard(policies.may_hide_comment, load=comment_visible_to)
def hide_comment(comment: Comment) -> ResponseReturnValue:
    """Hide a comment, with a reason that everybody reads in its place."""
    form = ReasonForm()
    if not form.validate():
        return render_page("contest/hide_comment.html", comment=comment, form=form), 422
    services.hide_comment(comment=comment, reason=form.reason.data or "", by=current_actor())
    anchor = f"comment-{comment.id}"
    return redirect(url_for(".show_idea", idea_id=comment.idea_id, _anchor=anchor), 303)


@blueprint.get("/improvements/<key>/hiding")
@guard(policies.may_hide_improvement, load=improvement_visible_to)
def show_hiding_improvement(improvement: Improvement) -> ResponseReturnValue:
    """Ask for the reason before a voter's text is hidden."""
    return render_page("contest/hide_improvement.html", improvement=improvement, form=ReasonForm(formdata=None))


@blueprint.post("/improvements/<key>/hiding")
@guard(policies.may_hide_improvement, load=improvement_visible_to)
def hide_improvement(improvement: Improvement) -> ResponseReturnValue:
    """Hide what a voter wrote, with a reason that everybody reads in its place."""
    form = ReasonForm()
    if not form.validate():
        return render_page("contest/hide_improvement.html", improvement=improvement, form=form), 422
    services.hide_improvement(improvement=improvement, reason=form.reason.data or "", by=current_actor())
    idea_id, page, anchor = improvement.idea_id, place_of(improvement), f"improvement-{improvement.key}"
    return redirect(url_for(".show_idea_result", idea_id=idea_id, page=page, _anchor=anchor), 303)


def _other_tasks(contest: Contest) -> list[presets.Task]:
    """Return what waits on other pages; the ideas to be checked stand on the desk itself."""
    actor, desk = current_actor(), url_for(".show_desk", slug=contest.slug)
    scored = [contest.id] if policies.is_judging_open(actor, contest) else []
    work = work_waiting(actor, judged=[], run=[contest.id], scored=scored)
    return [task for task in presets.office_tasks(actor, contest, work) if task.url != desk or task.due_at is not None]


def _moderation_page(idea: Idea, form: ReasonForm) -> str:
    return render_page(
        "contest/show_moderation.html",
        idea=idea,
        form=form,
        button_form=PlainForm(formdata=None),
        state_label=presets.idea_state_label(idea.state),
        may_publish=idea.state == "submitted",
        may_refuse=idea.state in {"submitted", "published"},
        decisions=moderations_of(idea),
    )
