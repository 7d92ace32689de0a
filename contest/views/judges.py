"""Judges: whom the secretariat asks, their answer, how far they are, and the end of the office."""

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies, presets
from contest.forms.ideas import PlainForm
from contest.forms.judges import InvitationForm
from contest.forms.moderation import ReasonForm
from contest.models import Contest, JudgeInvitation
from contest.queries.contests import contest_visible_to
from contest.queries.judges import (
    grant_of_contest,
    invitation_to,
    invitation_visible_to,
    judges_of,
    open_invitations,
)
from contest.services import judges as services
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page

if TYPE_CHECKING:
    from accounts.models import RoleGrant


@blueprint.get("/contests/<slug>/judges")
@guard(policies.is_secretariat, load=contest_visible_to)
def list_judges(contest: Contest) -> ResponseReturnValue:
    """Show who judges and how far they are, and ask others."""
    return _judges_page(contest, InvitationForm.of(contest))


@blueprint.post("/contests/<slug>/judges")
@guard(policies.may_appoint_judges, load=contest_visible_to, needs_fresh_sign_in=True)
def invite_judge(contest: Contest) -> ResponseReturnValue:
    """Ask somebody to judge; the answer is the same whoever owns the address."""
    form = InvitationForm.of(contest)
    if form.validate():
        with form.refusals():
            address = form.email.data or ""
            services.invite_judge(contest=contest, address=address, last_day=form.last_term_day, by=current_actor())
            flash(gettext("The invitation is on its way to %(address)s.", address=address), "success")
            return redirect(url_for(".list_judges", slug=contest.slug), 303)
    return _judges_page(contest, form), 422


@blueprint.post("/judge-invitations/<int:invitation_id>/cancellation")
@guard(policies.may_cancel_invitation, load=invitation_visible_to)
def cancel_invitation(invitation: JudgeInvitation) -> ResponseReturnValue:
    """Take an invitation back."""
    services.cancel_invitation(invitation=invitation, by=current_actor())
    flash(gettext("The invitation has been withdrawn."), "success")
    return redirect(url_for(".list_judges", slug=invitation.contest.slug), 303)


@blueprint.get("/contests/<slug>/judges/<int:grant_id>/dismissal")
@guard(policies.may_dismiss_judge, load=grant_of_contest, needs_fresh_sign_in=True)
def show_dismissal(found: "tuple[Contest, RoleGrant]") -> ResponseReturnValue:
    """Ask for the reason before a judge's office ends."""
    return _dismissal_page(found, ReasonForm(formdata=None))


@blueprint.post("/contests/<slug>/judges/<int:grant_id>/dismissal")
@guard(policies.may_dismiss_judge, load=grant_of_contest, needs_fresh_sign_in=True)
def dismiss_judge(found: "tuple[Contest, RoleGrant]") -> ResponseReturnValue:
    """End a judge's office now."""
    contest, grant = found
    form = ReasonForm()
    if not form.validate():
        return _dismissal_page(found, form), 422
    services.dismiss_judge(contest=contest, grant=grant, reason=form.reason.data or "", by=current_actor())
    flash(gettext("%(name)s judges no longer.", name=grant.person.name), "success")
    return redirect(url_for(".list_judges", slug=contest.slug), 303)


@blueprint.get("/judge-invitations/<int:invitation_id>")
@guard(policies.may_read_invitation, load=invitation_to)
def show_invitation(invitation: JudgeInvitation) -> ResponseReturnValue:
    """Show what the office asks of a judge, and take the answer."""
    actor = current_actor()
    return render_page(
        "contest/show_invitation.html",
        invitation=invitation,
        contest=invitation.contest,
        button_form=PlainForm(formdata=None),
        term_end=presets.show_closing(invitation.ends_at),
        may_accept=policies.may_accept_invitation(actor, invitation),
        may_decline=policies.may_decline_invitation(actor, invitation),
        is_on_duty=policies.is_on_duty(actor, invitation.contest),
    )


@blueprint.post("/judge-invitations/<int:invitation_id>/acceptance")
@guard(policies.may_accept_invitation, load=invitation_to)
def accept_invitation(invitation: JudgeInvitation) -> ResponseReturnValue:
    """Take the office; the way to the desk leads through a new sign-in."""
    services.accept_invitation(invitation=invitation, by=current_actor())
    flash(gettext("Thank you. You judge this contest now; please sign in again to begin."), "success")
    return redirect(url_for(".show_judging", slug=invitation.contest.slug), 303)


@blueprint.post("/judge-invitations/<int:invitation_id>/refusal")
@guard(policies.may_decline_invitation, load=invitation_to)
def decline_invitation(invitation: JudgeInvitation) -> ResponseReturnValue:
    """Say no."""
    services.decline_invitation(invitation=invitation, by=current_actor())
    flash(gettext("You have declined. The secretariat sees only that the invitation is no longer open."), "success")
    return redirect(url_for(".show_contest", slug=invitation.contest.slug), 303)


def _judges_page(contest: Contest, form: InvitationForm) -> str:
    actor = current_actor()
    return render_page(
        "contest/list_judges.html",
        contest=contest,
        judges=judges_of(contest, actor.at),
        invitations=open_invitations(contest),
        form=form,
        button_form=PlainForm(formdata=None),
        may_appoint=policies.may_appoint_judges(actor, contest),
        at=actor.at,
        show_closing=presets.show_closing,
    )


def _dismissal_page(found: "tuple[Contest, RoleGrant]", form: ReasonForm) -> str:
    contest, grant = found
    return render_page("contest/dismiss_judge.html", contest=contest, grant=grant, form=form)
