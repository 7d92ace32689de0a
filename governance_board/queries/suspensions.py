"""Reads of suspensions, for people and for decisions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from accounts.methods import Actor
from foundations.database.session import db
from governance_board.enums import Target
from governance_board.models import Suspension, SuspensionSignature


@dataclass(frozen=True, slots=True)
class StoppedTarget:
    """A dataset or purpose that is suspended, as decisions take it."""

    number: int
    target: Target
    name: str


@dataclass(frozen=True, slots=True)
class SuspensionsInForce:
    """The suspensions in force, by number; nothing of it changes by itself before ``changes_at``."""

    suspensions: tuple[StoppedTarget, ...]
    changes_at: dt.datetime | None


def suspensions_in_force(*, at: dt.datetime, known_at: dt.datetime | None = None) -> SuspensionsInForce:
    """Return the suspensions in force at ``at`` as known at ``known_at`` (``at`` itself unless given)."""
    known = known_at or at
    found: list[StoppedTarget] = []
    changes: list[dt.datetime] = []
    begun = select(Suspension).where(Suspension.in_force_at <= min(at, known)).order_by(Suspension.number)
    for suspension in db.session.scalars(begun):
        span = suspension.as_span()
        if span is None or not span.is_in_force(at=at, known_at=known):
            continue
        found.append(StoppedTarget(suspension.number, Target(suspension.target), suspension.name))
        change = span.changes_after(at, known_at=known)
        changes += [] if change is None else [change]
    return SuspensionsInForce(tuple(found), min(changes, default=None))


def suspension_with_id(_actor: Actor, suspension_id: int) -> Suspension | None:
    """Return a suspension with its signatures."""
    return db.session.scalar(_signed().where(Suspension.id == suspension_id))


def current_suspensions(at: dt.datetime) -> list[Suspension]:
    """Return the suspensions that are in force at ``at`` or wait for their second signature, by number."""
    unsettled = select(Suspension.id).where(Suspension.lifted_at.is_(None))
    rows = db.session.scalars(_signed().where(Suspension.id.in_(unsettled)).order_by(Suspension.number))
    return [one for one in rows if one.is_in_force(at) or (one.in_force_at is None and at < one.void_at)]


def all_suspensions() -> Sequence[Suspension]:
    """Return every suspension there was, by number."""
    return db.session.scalars(_signed().order_by(Suspension.number)).all()


def _signed() -> Select[Suspension]:
    return select(Suspension).options(selectinload(Suspension.signatures).joinedload(SuspensionSignature.seat))
