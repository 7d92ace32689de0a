"""Reads of motions and votes."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from accounts.methods import Actor
from foundations.database.session import db
from governance_board.models import (
    CouncilVote,
    Interest,
    Minutes,
    Motion,
    Recusal,
    RollEntry,
    VoteResult,
)


def motion_with_id(_actor: Actor, motion_id: int) -> Motion | None:
    """Return a motion with its versions, interests, recusals, roll, votes and result."""
    return db.session.scalar(
        _with_versions()
        .where(Motion.id == motion_id)
        .options(
            selectinload(Motion.interests).joinedload(Interest.seat),
            selectinload(Motion.interests).joinedload(Interest.person),
            selectinload(Motion.recusals).joinedload(Recusal.seat),
            selectinload(Motion.roll).joinedload(RollEntry.seat),
            selectinload(Motion.votes).joinedload(CouncilVote.person),
            joinedload(Motion.meeting),
            joinedload(Motion.rule),
            joinedload(Motion.suspension),
        )
    )


def counted_motion(actor: Actor, motion_id: int) -> Motion | None:
    """Return a motion whose vote has been counted."""
    motion = motion_with_id(actor, motion_id)
    return motion if motion is not None and motion.result is not None else None


def meetings_of(motion_ids: Collection[int]) -> dict[int, tuple[int, bool]]:
    """Return, for each motion that was voted on, its meeting's number in addresses and whether minutes are public."""
    if not motion_ids:
        return {}
    rows = db.session.execute(
        select(Motion.id, Motion.meeting_id, Minutes.published_at)
        .outerjoin(Minutes, Minutes.meeting_id == Motion.meeting_id)
        .where(Motion.id.in_(motion_ids), Motion.meeting_id.is_not(None))
    )
    return {motion: (meeting, published is not None) for motion, meeting, published in rows if meeting is not None}


def open_motions() -> Sequence[Motion]:
    """Return the motions that are before the council or carried and not carried out yet, by number."""
    pending = Motion.vote_closed_at.is_(None) | (VoteResult.is_carried & Motion.carried_out_at.is_(None))
    return db.session.scalars(
        _with_versions()
        .outerjoin(VoteResult, VoteResult.motion_id == Motion.id)
        .where(Motion.withdrawn_at.is_(None), pending)
        .options(selectinload(Motion.recusals), selectinload(Motion.votes))
        .order_by(Motion.number)
    ).all()


def settled_motions(limit: int) -> Sequence[Motion]:
    """Return the motions that the council has voted on, the latest first."""
    return db.session.scalars(
        _with_versions()
        .where(Motion.vote_closed_at.is_not(None))
        .order_by(Motion.vote_closed_at.desc(), Motion.id.desc())
        .limit(limit)
    ).all()


def recused_seats(motion: Motion) -> set[int]:
    """Return the seats that take no part in a motion."""
    return set(db.session.scalars(select(Recusal.seat_id).where(Recusal.motion_id == motion.id)))


def votes_on(motion: Motion) -> Sequence[CouncilVote]:
    """Return the votes cast so far."""
    return db.session.scalars(
        select(CouncilVote).where(CouncilVote.motion_id == motion.id).order_by(CouncilVote.seat_id)
    ).all()


def roll_of(motion: Motion) -> Sequence[RollEntry]:
    """Return the seats that were filled when the vote began."""
    return db.session.scalars(
        select(RollEntry).where(RollEntry.motion_id == motion.id).order_by(RollEntry.seat_id)
    ).all()


def _with_versions() -> Select[Motion]:
    return select(Motion).options(selectinload(Motion.versions), joinedload(Motion.result))


def counted_motions() -> Sequence[Motion]:
    """Return the motions whose vote was counted, by number."""
    return db.session.scalars(
        select(Motion).join(Motion.result).options(joinedload(Motion.result)).order_by(Motion.number)
    ).all()
