"""Reads of who judges a contest, how far they are, and who was asked to."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from accounts.enums import Role, contest_scope
from accounts.methods import Actor
from accounts.queries import grant_over, grants_over, own_confirmed_address
from contest.enums import IdeaState, InvitationState
from contest.models import Conflict, Contest, Idea, JudgeInvitation, ScoreSheet
from contest.queries.contests import contest_visible_to
from foundations.database.session import db

if TYPE_CHECKING:
    from accounts.models import RoleGrant


@dataclass(frozen=True, slots=True)
class JudgeProgress:
    """A judge's office and work: ``to_score`` ideas in all, of which so many are handed in or begun."""

    grant: "RoleGrant"
    is_held: bool
    is_of_contest: bool
    to_score: int
    handed_in: int
    begun: int
    conflicts: int


def judges_of(contest: Contest, at: dt.datetime) -> list[JudgeProgress]:
    """Return everybody who judges, will judge or judged the contest, in six queries whatever their number."""
    published = Idea.contest_id == contest.id, Idea.state == IdeaState.PUBLISHED
    ideas = db.session.scalar(select(func.count()).select_from(Idea).where(*published)) or 0
    grants = grants_over(contest_scope(contest.id), Role.JUDGE)
    people = {grant.person_id for grant in grants}
    own = _counted(select(Idea.author_id, func.count()).where(*published, Idea.author_id.in_(people)))
    conflicts = _counted(
        select(Conflict.judge_id, func.count()).join(Idea, Conflict.idea_id == Idea.id).where(*published)
    )
    sheets = select(ScoreSheet.judge_id, func.count()).join(Idea, ScoreSheet.idea_id == Idea.id).where(*published)
    begun, handed_in = _counted(sheets), _counted(sheets.where(ScoreSheet.handed_in_at.is_not(None)))
    return [
        JudgeProgress(
            grant=grant,
            is_held=grant.starts_at <= at and (grant.ends_at is None or at < grant.ends_at),
            is_of_contest=grant.scope == contest_scope(contest.id),
            to_score=ideas - own[grant.person_id] - conflicts[grant.person_id],
            handed_in=handed_in[grant.person_id],
            begun=begun[grant.person_id] - handed_in[grant.person_id],
            conflicts=conflicts[grant.person_id],
        )
        for grant in grants
    ]


def grant_of_contest(actor: Actor, slug: str, grant_id: int) -> "tuple[Contest, RoleGrant] | None":
    """Return a contest with one judge's office in it, if it has not ended."""
    contest = contest_visible_to(actor, slug)
    if contest is None:
        return None
    grant = grant_over(contest_scope(contest.id), Role.JUDGE, grant_id)
    return None if grant is None or (grant.ends_at is not None and grant.ends_at <= actor.at) else (contest, grant)


def open_invitations(contest: Contest) -> Sequence[JudgeInvitation]:
    """Return the invitations that wait for an answer, the latest first."""
    return db.session.scalars(
        select(JudgeInvitation)
        .where(JudgeInvitation.contest_id == contest.id, JudgeInvitation.state == InvitationState.OPEN)
        .order_by(JudgeInvitation.invited_at.desc(), JudgeInvitation.id.desc())
    ).all()


def invitation_to(actor: Actor, invitation_id: int) -> JudgeInvitation | None:
    """Return an invitation that was sent to the actor's own confirmed address."""
    statement = _invitations().where(
        JudgeInvitation.id == invitation_id, JudgeInvitation.address_key == own_confirmed_address(actor)
    )
    return db.session.execute(statement).unique().scalar_one_or_none()


def invitations_to(actor: Actor) -> Sequence[JudgeInvitation]:
    """Return the open invitations to the actor's own confirmed address."""
    statement = _invitations().where(
        JudgeInvitation.address_key == own_confirmed_address(actor),
        JudgeInvitation.state == InvitationState.OPEN,
        JudgeInvitation.ends_at > actor.at,
    )
    return db.session.execute(statement.order_by(JudgeInvitation.id)).unique().scalars().all()


def invitation_visible_to(actor: Actor, invitation_id: int) -> JudgeInvitation | None:
    """Return an invitation to whoever may see its contest."""
    found = db.session.execute(_invitations().where(JudgeInvitation.id == invitation_id)).unique().scalar_one_or_none()
    return None if found is None or contest_visible_to(actor, found.contest.slug) is None else found


def _invitations() -> Select[JudgeInvitation]:
    return select(JudgeInvitation).options(joinedload(JudgeInvitation.contest).joinedload(Contest.windows))


def _counted(statement: Any) -> Counter[int]:
    by_person = statement.group_by(statement.selected_columns[0])
    return Counter(dict(db.session.execute(by_person).all()))
