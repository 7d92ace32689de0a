"""The emergency brake: two seats of different sectors stop a dataset or purpose at once."""

import datetime as dt

from accounts.methods import Actor
from foundations.database.locks import hold
from foundations.database.session import db
from governance_board.enums import Standing, Target
from governance_board.errors import NotAMember, SameSector, SuspensionNotInForce, SuspensionSettled
from governance_board.models import Motion, SeatHolding, Suspension, SuspensionSignature
from governance_board.queries.seats import holding_of, next_number
from governance_board.services.acts import hold_council, record_act


def request_suspension(*, target: Target, name: str, reason: str, by: Actor) -> Suspension:
    """Ask to stop a dataset or purpose, with the first signature. Nothing is stopped yet.

    Raises:
        NotAMember: if the actor holds no seat of their own now; substitutes do not brake.
    """
    council, holding = hold_council(), _own_seat(by)
    suspension = Suspension(
        number=next_number(Suspension.number),
        target=target,
        name=name,
        reason=reason,
        asked_at=by.at,
        void_at=by.at + dt.timedelta(days=council.suspension_days),
    )
    db.session.add(suspension)
    db.session.flush()
    _sign(suspension, holding, by)
    facts = {"target": target.value, "name": name, "reason": reason, "seat": holding.seat.number}
    record_act("suspension_requested", facts, subject=_subject(suspension), by=by)
    return suspension


def sign_suspension(*, suspension: Suspension, by: Actor) -> None:
    """Put the request in force with a signature from another sector, from this instant on.

    Raises:
        NotAMember: if the actor holds no seat of their own now.
        SuspensionSettled: if it is in force, over or void.
        SameSector: if the signature so far is from the same sector.
    """
    council, holding = hold_council(), _own_seat(by)
    _hold(suspension)
    if suspension.in_force_at is not None or by.at >= suspension.void_at:
        raise SuspensionSettled
    if any(signature.sector == holding.seat.sector for signature in suspension.signatures):
        raise SameSector
    _sign(suspension, holding, by)
    suspension.in_force_at = by.at
    suspension.lapses_at = by.at + dt.timedelta(days=council.suspension_days)
    db.session.flush()
    facts = {
        "target": Target(suspension.target).value,
        "name": suspension.name,
        "seat": holding.seat.number,
        "lapses_at": suspension.lapses_at.isoformat(),
    }
    record_act("suspended", facts, subject=_subject(suspension), by=by)


def ratify_suspension(*, motion: Motion, by: Actor) -> None:
    """Let a suspension stand until it is lifted, as the council has carried.

    Raises:
        NotCarried: if it was not carried, or was carried out before.
        SuspensionNotInForce: if it has lapsed meanwhile, or was lifted.
    """
    suspension = _taken_up(motion, by)
    suspension.ratified_at = suspension.ratified_at or by.at
    facts = {"motion": motion.number}
    record_act("suspension_ratified", facts, subject=_subject(suspension), by=by)


def lift_suspension(*, motion: Motion, by: Actor) -> None:
    """End a suspension, as the council has carried.

    Raises:
        NotCarried: if it was not carried, or was carried out before.
        SuspensionNotInForce: if it has lapsed meanwhile, or was lifted.
    """
    suspension = _taken_up(motion, by)
    suspension.lifted_at = by.at
    facts = {"motion": motion.number}
    record_act("suspension_lifted", facts, subject=_subject(suspension), by=by)


def _taken_up(motion: Motion, by: Actor) -> Suspension:
    hold(motion, "vote_closed_at", "carried_out_at")
    motion.check_carried()
    suspension = motion.suspension
    if suspension is None:
        raise SuspensionNotInForce
    _hold(suspension)
    if not suspension.is_in_force(by.at):
        raise SuspensionNotInForce
    motion.carried_out_at = by.at
    return suspension


def _sign(suspension: Suspension, holding: SeatHolding, by: Actor) -> None:
    suspension.signatures.append(
        SuspensionSignature(
            seat_id=holding.seat_id, sector=holding.seat.sector, person_id=by.person_id, signed_at=by.at
        )
    )
    db.session.flush()


def _own_seat(by: Actor) -> SeatHolding:
    holding = holding_of(by.person_id, by.at)
    if holding is None or holding.standing != Standing.MEMBER:
        raise NotAMember
    return holding


def _hold(suspension: Suspension) -> None:
    hold(suspension, "in_force_at", "lapses_at", "ratified_at", "lifted_at")


def _subject(suspension: Suspension) -> str:
    return f"suspension:{suspension.number}"
