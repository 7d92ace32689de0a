"""Asking somebody to judge, their answer, and ending the office."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_

from accounts.enums import Role, contest_scope
from accounts.methods import Actor
from accounts.methods.addresses import address_key, plain_address
from accounts.queries import person_acting, person_with_address
from accounts.services.letters import send_letter
from accounts.services.roles import end_role, grant_role
from contest import policies
from contest.enums import InvitationState, WindowKind
from contest.errors import InvitationClosed, TermTooShort
from contest.models import Contest, JudgeInvitation
from foundations.database.clock import start_of_day
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail

if TYPE_CHECKING:
    from accounts.models import RoleGrant

KEPT_FOR = dt.timedelta(days=7)
_USUAL_LANGUAGE = "ja"


def invite_judge(*, contest: Contest, address: str, last_day: dt.date, by: Actor) -> JudgeInvitation:
    """Ask whoever owns a mail address to judge the contest until the end of ``last_day`` in Japan.

    It makes no difference to the caller whether anybody has an account with the address.

    Raises:
        UnusableAddress: if mail cannot be sent there.
        TermTooShort: if the term ends before voting or judging does.
        AlreadyInvited: by the schema, if an invitation to the address is open.
    """
    ends_at = start_of_day(last_day + dt.timedelta(days=1))
    if ends_at < earliest_end(contest) or ends_at <= by.at:
        raise TermTooShort
    key = address_key(address)
    invitation = JudgeInvitation(
        contest_id=contest.id,
        address=plain_address(address),
        address_key=key,
        ends_at=ends_at,
        invited_by_id=by.person_id,
        invited_at=by.at,
    )
    db.session.add(invitation)
    db.session.flush()  # a second open invitation is refused here
    known = person_with_address(key)
    language = _USUAL_LANGUAGE if known is None else known.language
    letter = compose(
        "judge_invited", language=language, contest=contest, last_day=last_day, invitation_id=invitation.id
    )
    queue_mail(to=invitation.address, **letter, unique_key=f"judge-invited:{invitation.id}", at=by.at)
    return invitation


def earliest_end(contest: Contest) -> dt.datetime:
    """Return when a judge's term may end at the earliest: whoever judges does not vote."""
    return max(contest.window(kind).closes_at for kind in (WindowKind.VOTING, WindowKind.JUDGING))


def cancel_invitation(*, invitation: JudgeInvitation, by: Actor) -> None:
    """Take an invitation back before it is answered."""
    hold(invitation, "state")
    invitation.close(InvitationState.CANCELLED, at=by.at)


def decline_invitation(*, invitation: JudgeInvitation, by: Actor) -> None:
    """Say no."""
    hold(invitation, "state")
    invitation.close(InvitationState.DECLINED, at=by.at)


def accept_invitation(*, invitation: JudgeInvitation, by: Actor) -> None:
    """Take the office from now on, granted by whoever invited; all sign-ins of the person end.

    Raises:
        InvitationClosed: if it was answered or withdrawn, the term is over or the counts have been opened.
        RoleAlreadyHeld: if the person judges the contest already.
    """
    hold(invitation, "state")
    contest = invitation.contest
    hold(contest, "counts_opened_at", "released_at")
    if not policies.may_judges_come(contest, by.at) or invitation.ends_at <= by.at:
        raise InvitationClosed
    invitation.close(InvitationState.ACCEPTED, at=by.at)
    grant_role(
        person=person_acting(by),
        role=Role.JUDGE,
        scope=contest_scope(contest.id),
        starts_at=by.at,
        ends_at=invitation.ends_at,
        by=Actor(at=by.at, person_id=invitation.invited_by_id),
        at=by.at,
    )


def dismiss_judge(*, contest: Contest, grant: "RoleGrant", reason: str, by: Actor) -> None:
    """End a judge's office now, with a reason that the judge gets by mail. Sheets handed in stay and count."""
    end_role(grant=grant, by=by, at=by.at)
    record(
        "contest.judge_dismissed",
        {"contest": contest.id, "person": grant.person_id, "reason": reason, "by": by.person_id},
        subject=f"person:{grant.person_id}",
        at=by.at,
    )
    send_letter("judge_dismissed", person=grant.person, at=by.at, contest=contest, reason=reason)


def forget_invitations(*, at: dt.datetime) -> None:
    """Delete invitations that were answered or withdrawn, or lapsed, a week ago: each holds a mail address."""
    week_ago = at - KEPT_FOR
    over = or_(JudgeInvitation.closed_at < week_ago, JudgeInvitation.ends_at < week_ago)
    db.session.execute(delete(JudgeInvitation).where(over))
