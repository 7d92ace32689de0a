"""Motions on their way to a vote: submitted, amended, taken back; interests declared, seats recused."""

from dataclasses import dataclass

from sqlalchemy import select

from accounts.methods import Actor
from foundations.database.changes import insert_unless_there
from foundations.database.locks import hold
from foundations.database.session import db
from governance_board.enums import ABOUT_A_RULE, ABOUT_A_SUSPENSION, RECUSING, Formula, InterestKind, MotionKind
from governance_board.errors import (
    DeclaredBefore,
    NotAMember,
    RecusedBefore,
    RuleNameTaken,
    RuleUnknown,
    SealedByVote,
    SuspensionNotInForce,
    VoteBegan,
)
from governance_board.models import Interest, Motion, MotionVersion, Recusal, Rule, Seat, Suspension
from governance_board.queries.motions import recused_seats, votes_on
from governance_board.queries.rules import is_name_taken
from governance_board.queries.seats import holding_of, next_number
from governance_board.services.acts import hold_council, record_act
from governance_board.services.wordings import Wording, make_version


@dataclass(frozen=True, slots=True)
class Subject:
    """What a motion is about: the name of a rule to be, a rule that is, or a suspension."""

    rule_slug: str = ""
    rule: Rule | None = None
    suspension: Suspension | None = None


def submit_motion(*, kind: MotionKind, formula: Formula, subject: Subject, wording: Wording, by: Actor) -> Motion:
    """Put a motion before the council, in its first version.

    Raises:
        RuleNameTaken: if a new rule's name is another's.
        RuleUnknown: if the rule to amend or repeal is not there any more.
        SuspensionNotInForce: if the suspension to ratify or lift is not.
        TermsInvalid, ReviewDateMissing, RulesConflict …: see ``check_wording``.
    """
    hold_council()
    _check_subject(kind, subject, by)
    motion = Motion(
        number=next_number(Motion.number),
        kind=kind,
        formula=formula,
        rule_slug=subject.rule_slug if kind == MotionKind.ENACT_RULE else "",
        rule=subject.rule if kind in ABOUT_A_RULE else None,
        suspension=subject.suspension if kind in ABOUT_A_SUSPENSION else None,
        submitted_at=by.at,
        submitted_by_id=by.person_id,
    )
    db.session.add(motion)
    db.session.flush()
    _add_version(motion, wording, 1, by)
    facts: dict[str, str] = {"kind": kind.value, "formula": formula.value, "hash": motion.latest.hash}
    record_act("motion_submitted", facts, subject=_subject(motion), by=by)
    return motion


def amend_motion(*, motion: Motion, wording: Wording, by: Actor) -> MotionVersion:
    """Write a new version, which from now on is what will be voted on.

    Raises:
        VoteBegan: once the vote has begun: votes are on one version.
        TermsInvalid, ReviewDateMissing, RulesConflict …: see ``check_wording``.
    """
    _hold(motion)
    motion.check_before_vote()
    version = _add_version(motion, wording, len(motion.versions) + 1, by)
    said = {"hash": version.hash, "reason": wording.reason}
    record_act("motion_amended", {"version": version.version, **said}, subject=_subject(motion), by=by)
    return version


def withdraw_motion(*, motion: Motion, by: Actor) -> None:
    """Take a motion back before its vote.

    Raises:
        VoteBegan: once the vote has begun.
    """
    _hold(motion)
    motion.withdraw(at=by.at)
    record_act("motion_withdrawn", {}, subject=_subject(motion), by=by)


def declare_interest(*, motion: Motion, kind: InterestKind, note: str, by: Actor) -> Interest:
    """Say what ties one to a motion. A tie that is a plain fact recuses the seat with it.

    Raises:
        NotAMember: if the actor holds no seat now.
        SealedByVote: if the seat has voted.
        VoteBegan: once the vote is closed.
    """
    _hold(motion)
    _check_open_to_interests(motion)
    holding = holding_of(by.person_id, by.at)
    if holding is None:
        raise NotAMember
    if _is_declared(motion, holding.seat_id, kind):
        raise DeclaredBefore
    recuses = kind in RECUSING and holding.seat_id not in recused_seats(motion)
    if recuses:
        recuse_seat(motion=motion, seat=holding.seat, reason=note, by=by)
    interest = Interest(
        motion_id=motion.id, seat=holding.seat, person_id=by.person_id, kind=kind, note=note, declared_at=by.at
    )
    motion.interests.append(interest)
    db.session.flush()
    facts = {"seat": holding.seat.number, "kind": kind.value, "recuses": recuses}
    record_act("interest_declared", facts, subject=_subject(motion), by=by)
    return interest


def recuse_seat(*, motion: Motion, seat: Seat, reason: str, by: Actor) -> None:
    """Let a seat take no part in a motion: it neither votes nor counts in any denominator.

    Raises:
        RecusedBefore: if it is recused already.
        SealedByVote: if it has voted.
        VoteBegan: once the vote is closed.
    """
    _hold(motion)
    _check_open_to_interests(motion)
    if any(vote.seat_id == seat.id for vote in votes_on(motion)):
        raise SealedByVote
    row = {"motion_id": motion.id, "seat_id": seat.id, "reason": reason, "recused_at": by.at}
    if not insert_unless_there(db.session(), Recusal, **row):
        raise RecusedBefore
    db.session.expire(motion, ["recusals"])
    record_act("recused", {"seat": seat.number, "reason": reason}, subject=_subject(motion), by=by)


def _add_version(motion: Motion, wording: Wording, number: int, by: Actor) -> MotionVersion:
    version = make_version(motion=motion, wording=wording, number=number, by=by)
    motion.versions.append(version)
    db.session.flush()
    return version


def _check_subject(kind: MotionKind, subject: Subject, by: Actor) -> None:
    if kind == MotionKind.ENACT_RULE and is_name_taken(subject.rule_slug):
        raise RuleNameTaken
    if kind in ABOUT_A_RULE and (subject.rule is None or subject.rule.is_repealed):
        raise RuleUnknown(rule="" if subject.rule is None else subject.rule.slug)
    if kind in ABOUT_A_SUSPENSION and (subject.suspension is None or not subject.suspension.is_in_force(by.at)):
        raise SuspensionNotInForce


def _is_declared(motion: Motion, seat_id: int, kind: InterestKind) -> bool:
    same = select(Interest.id).where(
        Interest.motion_id == motion.id, Interest.seat_id == seat_id, Interest.kind == kind
    )
    return db.session.scalar(same) is not None


def _check_open_to_interests(motion: Motion) -> None:
    if motion.withdrawn_at is not None or motion.vote_closed_at is not None:
        raise VoteBegan


def _hold(motion: Motion) -> None:
    hold(motion, "withdrawn_at", "vote_opened_at", "voted_version", "vote_closed_at")
    db.session.expire(motion, ["versions", "result"])


def _subject(motion: Motion) -> str:
    return f"motion:{motion.number}"
