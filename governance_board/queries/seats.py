"""Reads of the council, its seats and who holds them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from accounts.methods import Actor
from foundations.database.session import db
from governance_board.enums import Sector, Standing
from governance_board.models import Council, Responsibility, RoleMatrix, Seat, SeatHolding


@dataclass(frozen=True, slots=True)
class FilledSeat:
    """A seat with who holds it and who stands in, if anybody."""

    seat: Seat
    member: SeatHolding | None
    substitute: SeatHolding | None

    @property
    def is_filled(self) -> bool:
        """Whether somebody can act for it."""
        return self.member is not None or self.substitute is not None


def the_council() -> Council | None:
    """Return the council, if it has been established."""
    return db.session.get(Council, 1)


def seats_at(at: dt.datetime) -> list[FilledSeat]:
    """Return all seats in order with who holds them at ``at``."""
    seats = db.session.scalars(select(Seat).order_by(Seat.number)).all()
    statement = (
        select(SeatHolding)
        .where(SeatHolding.starts_at <= at, SeatHolding.ends_at > at)
        .options(joinedload(SeatHolding.person))
        .order_by(SeatHolding.seat_id, SeatHolding.id)
    )
    held = {(holding.seat_id, holding.standing): holding for holding in db.session.scalars(statement)}
    return [
        FilledSeat(seat, held.get((seat.id, Standing.MEMBER)), held.get((seat.id, Standing.SUBSTITUTE)))
        for seat in seats
    ]


def roll_at(at: dt.datetime) -> Mapping[int, Sector]:
    """Return the sector of every seat that is filled at ``at``."""
    return {filled.seat.id: Sector(filled.seat.sector) for filled in seats_at(at) if filled.is_filled}


def holding_of(person_id: int | None, at: dt.datetime) -> SeatHolding | None:
    """Return the seat that a person holds or stands in for at ``at``."""
    return db.session.scalar(
        select(SeatHolding)
        .where(SeatHolding.person_id == person_id, SeatHolding.starts_at <= at, SeatHolding.ends_at > at)
        .options(joinedload(SeatHolding.seat))
    )


def seat_with_id(_actor: Actor, seat_id: int) -> Seat | None:
    """Return a seat with all its terms."""
    return db.session.scalar(
        select(Seat).where(Seat.id == seat_id).options(selectinload(Seat.holdings).joinedload(SeatHolding.person))
    )


def holding_with_id(_actor: Actor, holding_id: int) -> SeatHolding | None:
    """Return one term of a seat."""
    return db.session.scalar(
        select(SeatHolding)
        .where(SeatHolding.id == holding_id)
        .options(joinedload(SeatHolding.seat), joinedload(SeatHolding.person))
    )


def holdings_meanwhile(starts_at: dt.datetime, ends_at: dt.datetime) -> Sequence[SeatHolding]:
    """Return the terms that have a moment in common with ``[starts_at, ends_at)``."""
    return db.session.scalars(
        select(SeatHolding).where(
            SeatHolding.starts_at < ends_at,
            SeatHolding.ends_at > starts_at,
            SeatHolding.ends_at > SeatHolding.starts_at,
        )
    ).all()


def published_matrix() -> RoleMatrix | None:
    """Return the newest role matrix with its rows and cells."""
    statement = (
        select(RoleMatrix)
        .order_by(RoleMatrix.version.desc())
        .limit(1)
        .options(selectinload(RoleMatrix.responsibilities).selectinload(Responsibility.cells))
    )
    return db.session.scalars(statement).first()


def next_number(column: Any) -> int:
    """Return the next of the numbers that count rows from one; whoever uses it holds the council's row."""
    return (db.session.scalar(select(column).order_by(column.desc()).limit(1)) or 0) + 1
