"""Reads of registrations and slips."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from accounts.methods import Actor
from accounts.queries import token_digest
from foundations.database.session import db
from foundations.web.paging import SIZE, Page
from workshops import policies
from workshops.models import Board, Registration, Slip, Workshop


def registration_of(actor: Actor, workshop: Workshop) -> Registration | None:
    """Return the actor's registration, cancelled or not."""
    if actor.person_id is None:
        return None
    return db.session.scalar(
        select(Registration).where(Registration.workshop_id == workshop.id, Registration.person_id == actor.person_id)
    )


def own_registration(actor: Actor, slug: str) -> Registration | None:
    """Return the actor's registration for the workshop with that name in addresses."""
    return db.session.scalar(
        select(Registration)
        .join(Workshop, Registration.workshop_id == Workshop.id)
        .options(joinedload(Registration.workshop).joinedload(Workshop.minutes))
        .where(Workshop.slug == slug, Registration.person_id == actor.person_id)
    )


def own_registrations(actor: Actor) -> Sequence[Registration]:
    """Return the actor's active registrations for what is not over, the next first."""
    return db.session.scalars(
        select(Registration)
        .join(Workshop, Registration.workshop_id == Workshop.id)
        .options(joinedload(Registration.workshop))
        .where(
            Registration.person_id == actor.person_id,
            Registration.cancelled_at.is_(None),
            Workshop.ends_at > actor.at,
            Workshop.cancelled_at.is_(None),
        )
        .order_by(Workshop.starts_at, Registration.id)
    ).all()


def registration_to_check_in(actor: Actor, code: str) -> Registration | None:
    """Return the registration of a QR code, for whoever runs its workshop."""
    found = db.session.scalar(
        select(Registration)
        .options(joinedload(Registration.workshop).joinedload(Workshop.minutes), joinedload(Registration.person))
        .where(Registration.code == code)
    )
    return found if found is not None and policies.may_check_in(actor, found) else None


def registrations_page(workshop: Workshop, page: int) -> Page[Registration]:
    """Return a page of those who take part or wait, by their places and then by their waiting."""
    active = select(Registration).where(Registration.workshop_id == workshop.id, Registration.cancelled_at.is_(None))
    total = db.session.scalar(select(func.count()).select_from(active.subquery())) or 0
    rows = db.session.scalars(
        active.options(joinedload(Registration.person))
        .order_by(Registration.place.is_(None), Registration.place, Registration.waiting_since, Registration.id)
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    return Page(rows.all(), page, total)


def active_registrations(workshop: Workshop) -> Sequence[Registration]:
    """Return everybody who takes part or waits, in the order of their waiting."""
    return db.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person))
        .where(Registration.workshop_id == workshop.id, Registration.cancelled_at.is_(None))
        .order_by(Registration.waiting_since, Registration.id)
    ).all()


def longest_waiting(workshop: Workshop) -> Sequence[Registration]:
    """Return those who wait for a place, who waits longest first."""
    return [registration for registration in active_registrations(workshop) if registration.place is None]


def taken_places(workshop: Workshop) -> Sequence[int]:
    """Return the numbers of the places that are taken."""
    places = select(Registration.place).where(Registration.workshop_id == workshop.id, Registration.place.is_not(None))
    return [place for place in db.session.scalars(places) if place is not None]


def most_taken_place(workshop: Workshop) -> int:
    """Return the highest number of a place that is taken; 0 if none is."""
    return max(taken_places(workshop), default=0)


def counts_of(workshop: Workshop) -> tuple[int, int, int]:
    """Return how many hold a place, how many wait and how many have come."""
    row = db.session.execute(
        select(
            func.count(Registration.place),
            func.count().filter(Registration.place.is_(None)),
            func.count(Registration.checked_in_at),
        ).where(Registration.workshop_id == workshop.id, Registration.cancelled_at.is_(None))
    ).one()
    return row[0], row[1], row[2]


def slip_with_code(code: str) -> Slip | None:
    """Return the slip that a code is printed on."""
    return db.session.scalar(select(Slip).where(Slip.code == code))


def slip_with_token(token: str | None) -> Slip | None:
    """Return the slip that a phone holds, with its board and workshop."""
    if not token:
        return None
    return db.session.scalar(
        select(Slip)
        .options(joinedload(Slip.board).joinedload(Board.workshop).joinedload(Workshop.minutes))
        .where(Slip.token_digest == token_digest(token))
    )


def slips_of(board: Board) -> Sequence[Slip]:
    """Return the slips of a table by their numbers."""
    return db.session.scalars(select(Slip).where(Slip.board_id == board.id).order_by(Slip.number)).all()


def last_slip_number(board: Board) -> int:
    """Return the highest number of a slip of the table; 0 if there is none."""
    return db.session.scalar(select(func.max(Slip.number)).where(Slip.board_id == board.id)) or 0


def slip_to_free(actor: Actor, slip_id: int) -> Slip | None:
    """Return a slip, for whoever runs its workshop."""
    slip = db.session.scalar(
        select(Slip).options(joinedload(Slip.board).joinedload(Board.workshop)).where(Slip.id == slip_id)
    )
    return slip if slip is not None and policies.may_free_slip(actor, slip) else None
