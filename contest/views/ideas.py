"""Ideas: the list of a contest, one idea, and the author's desk for writing one."""

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies, presets
from contest.enums import IdeaOrigin, Phase, WindowKind
from contest.forms.ideas import CommentForm, DraftForm, IdeaForm, PlainForm
from contest.models import Contest, Idea
from contest.queries.contests import contest_visible_to
from contest.queries.ideas import (
    IdeaFilter,
    IdeaOrder,
    comments_on,
    has_supported,
    idea_visible_to,
    ideas_of_contest,
    moderations_of,
)
from contest.services import ideas as services
from contest.signals import origins_asked
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.dates import show_moment
from foundations.web.guards import guard, public
from foundations.web.languages import in_language
from foundations.web.pages import render_page
from foundations.web.paging import page_number
from foundations.web.threads import ThreadStep, gathered
from foundations.web.unit_of_work import keep_despite_refusal


@blueprint.get("/contests/<slug>/ideas")
@public("published ideas are for everybody", load=contest_visible_to)
def list_ideas(contest: Contest) -> ResponseReturnValue:
    """Show the published ideas; while people vote, in the day's shuffle."""
    actor = current_actor()
    wanted = _asked_filter(contest, is_voting=Phase.VOTING in contest.phases_at(actor.at))
    page = ideas_of_contest(contest, wanted, actor.at)
    may_draft = not page.items and policies.may_draft_idea(actor, contest)
    return render_page(
        "contest/list_ideas.html",
        fragment="results",
        contest=contest,
        page=page,
        wanted=wanted,
        division_names={division.id: in_language(division, "name") for division in contest.divisions},
        button_form=PlainForm(formdata=None) if may_draft else None,
        orders=[(order, presets.order_label(order)) for order in IdeaOrder],
        may_draft=may_draft,
    )


@blueprint.get("/ideas/<int:idea_id>")
@public("published ideas are for everybody", load=idea_visible_to)
def show_idea(idea: Idea) -> ResponseReturnValue:
    """Show one idea with its comments."""
    return _idea_page(idea)


@blueprint.post("/contests/<slug>/ideas")
@guard(policies.may_draft_idea, load=contest_visible_to)
def start_idea(contest: Contest) -> ResponseReturnValue:
    """Open a draft and go to it."""
    idea = services.start_idea(contest=contest, by=current_actor())
    return redirect(url_for(".edit_idea", idea_id=idea.id), 303)


@blueprint.get("/ideas/<int:idea_id>/draft")
@guard(policies.may_edit_idea, load=idea_visible_to)
def edit_idea(idea: Idea) -> ResponseReturnValue:
    """Show the draft for writing."""
    return _draft_page(idea, IdeaForm.of(idea))


@blueprint.post("/ideas/<int:idea_id>/draft")
@guard(policies.may_edit_idea, load=idea_visible_to)
def save_draft(idea: Idea) -> ResponseReturnValue:
    """Keep what was typed; asked by script, answer in a word."""
    form = DraftForm.of(idea)
    if not form.validate():
        return _draft_page(idea, form), 422
    services.save_draft(idea=idea, text=form.text, by=current_actor())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(saved_at=show_moment(idea.saved_at))
    flash(gettext("Your draft has been saved. You can go on at any time from your page."), "success")
    return redirect(url_for(".edit_idea", idea_id=idea.id), 303)


@blueprint.post("/ideas/<int:idea_id>/submission")
@guard(policies.may_edit_idea, load=idea_visible_to)
def submit_idea(idea: Idea) -> ResponseReturnValue:
    """Keep what was typed and hand it in if it is complete."""
    form = IdeaForm.of(idea)
    if form.validate():
        with form.refusals():
            services.save_draft(idea=idea, text=form.text, by=current_actor())
            services.submit_idea(idea=idea, by=current_actor())
            flash(gettext("Thank you. Your idea has been received and will appear after a check."), "success")
            return redirect(url_for(".show_idea", idea_id=idea.id), 303)
    draft = DraftForm.of(idea)
    if draft.validate():
        keep_despite_refusal(lambda: services.save_draft(idea=idea, text=draft.text, by=current_actor()))
    return _draft_page(idea, form), 422


@blueprint.get("/ideas/<int:idea_id>/withdrawal")
@guard(policies.may_withdraw_idea, load=idea_visible_to)
def confirm_withdrawal(idea: Idea) -> ResponseReturnValue:
    """Ask once before the idea is taken back."""
    return render_page("contest/confirm_withdrawal.html", idea=idea, form=PlainForm(formdata=None))


@blueprint.post("/ideas/<int:idea_id>/withdrawal")
@guard(policies.may_withdraw_idea, load=idea_visible_to)
def withdraw_idea(idea: Idea) -> ResponseReturnValue:
    """Take the idea back."""
    services.withdraw_idea(idea=idea, by=current_actor())
    flash(gettext("Your idea has been withdrawn. Only you and the secretariat can see it now."), "success")
    return redirect(url_for(".show_idea", idea_id=idea.id), 303)


@blueprint.post("/ideas/<int:idea_id>/comments")
@guard(policies.may_comment, load=idea_visible_to)
def post_comment(idea: Idea) -> ResponseReturnValue:
    """Say something about the idea."""
    form = CommentForm()
    if not form.validate():
        return _idea_page(idea, form), 422
    comment = services.post_comment(idea=idea, body=form.body.data or "", by=current_actor())
    return redirect(url_for(".show_idea", idea_id=idea.id, _anchor=f"comment-{comment.id}"), 303)


@blueprint.post("/ideas/<int:idea_id>/support")
@guard(policies.may_support, load=idea_visible_to)
def support_idea(idea: Idea) -> ResponseReturnValue:
    """Support the idea."""
    services.support_idea(idea=idea, by=current_actor())
    return redirect(url_for(".show_idea", idea_id=idea.id, _anchor="support"), 303)


@blueprint.post("/ideas/<int:idea_id>/support/end")
@guard(policies.may_support, load=idea_visible_to)
def end_support(idea: Idea) -> ResponseReturnValue:
    """Take one's support back."""
    services.end_support(idea=idea, by=current_actor())
    return redirect(url_for(".show_idea", idea_id=idea.id, _anchor="support"), 303)


def _asked_filter(contest: Contest, *, is_voting: bool) -> IdeaFilter:
    usual = IdeaOrder.SHUFFLED if is_voting else IdeaOrder.NEWEST
    order, division = request.args.get("order", usual), request.args.get("division") or None
    if order not in set(IdeaOrder) or division not in {None, *(one.slug for one in contest.divisions)}:
        abort(400)
    return IdeaFilter(IdeaOrder(order), division, page_number())


def _idea_page(idea: Idea, comment_form: CommentForm | None = None) -> str:
    actor = current_actor()
    may_comment, may_support = policies.may_comment(actor, idea), policies.may_support(actor, idea)
    if comment_form is None and may_comment:
        comment_form = CommentForm(formdata=None)
    return render_page(
        "contest/show_idea.html",
        idea=idea,
        state_label=presets.idea_state_label(idea.state),
        state_note=presets.idea_state_note(idea.state),
        decisions=[] if idea.is_public else moderations_of(idea),
        sign_in_url=url_for("accounts.show_sign_in", next=request.path),
        comments=comments_on(idea),
        origins=_origins(idea),
        comment_form=comment_form,
        button_form=PlainForm(formdata=None) if may_support else None,
        supports=has_supported(actor, idea),
        may_comment=may_comment,
        may_hide_comments=policies.is_secretariat(actor, idea.contest),
        may_read_result=idea.is_public and policies.may_read_results(actor, idea.contest),
        may_support=may_support,
        may_edit=policies.may_edit_idea(actor, idea),
        may_withdraw=policies.may_withdraw_idea(actor, idea),
        may_moderate=policies.may_moderate_idea(actor, idea),
    )


def _origins(idea: Idea) -> list[ThreadStep]:
    if idea.origin != IdeaOrigin.WORKSHOP:
        return []
    return gathered(origins_asked.send(idea_id=idea.id))


def _draft_page(idea: Idea, form: IdeaForm) -> str:
    return render_page(
        "contest/edit_idea.html",
        idea=idea,
        form=form,
        closing=presets.show_closing(idea.contest.window(WindowKind.SUBMISSION).closes_at),
    )
