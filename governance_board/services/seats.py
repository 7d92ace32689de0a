"""Establishing the council, its seats, and who holds them."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from accounts.enums import Role
from accounts.errors import RoleAlreadyHeld
from accounts.methods import Actor
from accounts.services.roles import end_role, grant_role
from foundations.database.clock import start_of_day
from foundations.database.session import db
from governance_board.enums import Sector, Standing
from governance_board.errors import HoldsAnotherSeat, SeatTaken, TermTooLong
from governance_board.models import Council, Seat, SeatHolding
from governance_board.queries.seats import holdings_meanwhile, next_number
from governance_board.services.acts import hold_council, record_act

if TYPE_CHECKING:
    from accounts.models import Person


def establish_council(*, texts: Mapping[str, str], by: Actor, **orders: int) -> Council:
    """Found the one council.

    ``texts`` holds its name and what it is for, in both languages; ``orders`` the numbers of its
    standing orders that differ from the usual ones (see ``Council``).
    """
    council = Council(id=1, established_at=by.at, **texts, **orders)
    db.session.add(council)
    db.session.flush()
    record_act("council_established", {"name": council.name_ja}, subject="council:1", by=by)
    return council


def add_seat(*, sector: Sector, name_ja: str, name_en: str, by: Actor) -> Seat:
    """Add a seat of a sector, vacant."""
    hold_council()
    seat = Seat(number=next_number(Seat.number), sector=sector, name_ja=name_ja, name_en=name_en)
    db.session.add(seat)
    db.session.flush()
    record_act("seat_added", {"sector": sector.value}, subject=f"seat:{seat.number}", by=by)
    return seat


def appoint_member(
    *, seat: Seat, person: "Person", standing: Standing, starts_on: dt.date, ends_on: dt.date, by: Actor
) -> SeatHolding:
    """Give a person a seat, or the place of its substitute, from 00:00 JST of one day to that of another.

    The office of a council member comes with it, unless the person holds it already.

    Raises:
        TermTooLong: if the term is backwards or longer than the standing orders allow.
        SeatTaken: if the seat is held so by another in part of the term.
        HoldsAnotherSeat: if the person holds any seat in part of the term.
    """
    council = hold_council()
    starts_at, ends_at = start_of_day(starts_on), start_of_day(ends_on)
    if not dt.timedelta() < ends_at - starts_at <= dt.timedelta(days=council.longest_term_days):
        raise TermTooLong(days=council.longest_term_days)
    meanwhile = holdings_meanwhile(starts_at, ends_at)
    if any(other.seat_id == seat.id and other.standing == standing for other in meanwhile):
        raise SeatTaken
    if any(other.person_id == person.id for other in meanwhile):
        raise HoldsAnotherSeat
    holding = SeatHolding(
        seat_id=seat.id,
        standing=standing,
        number=sum(one.standing == standing for one in seat.holdings) + 1,
        person_id=person.id,
        starts_at=starts_at,
        ends_at=ends_at,
        appointed_at=by.at,
    )
    seat.holdings.append(holding)
    with suppress(RoleAlreadyHeld):
        holding.role_grant = grant_role(
            person=person, role=Role.COUNCIL_MEMBER, starts_at=starts_at, ends_at=ends_at, by=by, at=by.at
        )
    db.session.flush()
    _record("member_appointed", holding, by)
    return holding


def end_holding(*, holding: SeatHolding, reason: str, by: Actor) -> None:
    """End a term now, with the office that came with it; one that has not begun is never held."""
    if holding.ends_at <= by.at:
        return
    holding.ends_at = max(by.at, holding.starts_at)
    if holding.role_grant is not None:
        end_role(grant=holding.role_grant, by=by, at=by.at)
    _record("member_left", holding, by, reason=reason)


def _record(kind: str, holding: SeatHolding, by: Actor, **more: str) -> None:
    facts = {
        "person": holding.person_id,
        "standing": Standing(holding.standing).value,
        "starts_at": holding.starts_at.isoformat(),
        "ends_at": holding.ends_at.isoformat(),
        **more,
    }
    record_act(kind, facts, subject=f"seat:{holding.seat.number}", by=by)
