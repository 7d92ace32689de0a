"""Registering for a workshop, waiting for a place, giving it back, and being checked in."""

import datetime as dt

from accounts.methods import Actor
from accounts.queries import person_acting
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import new_key, record
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail
from workshops.errors import AlreadyCheckedIn, CannotCancelNow, CheckInClosed, NotRegistered, RegistrationClosed
from workshops.methods.places import free_place
from workshops.models import Registration, Workshop
from workshops.queries.participants import longest_waiting, registration_of, taken_places


def register(*, workshop: Workshop, by: Actor) -> Registration:
    """Give the person a place, or one in the queue; a second time changes nothing.

    Raises:
        RegistrationClosed: before the announcement, after the close, or when called off.
    """
    hold(workshop, "cancelled_at", "registration_closes_at")
    if not workshop.schedule.takes_registrations(by.at):
        raise RegistrationClosed(closes_at=workshop.registration_closes_at)
    registration = registration_of(by, workshop)
    if registration is not None and registration.is_active:
        return registration
    if registration is None:
        registration = Registration(workshop=workshop, person=person_acting(by), code=new_key())
        db.session.add(registration)
    registration.cancelled_at, registration.waiting_since = None, by.at
    with db.session.no_autoflush:
        registration.place = free_place(workshop.capacity, taken_places(workshop))
    db.session.flush()
    _record("registered", registration, at=by.at)
    _tell(registration, at=by.at)
    return registration


def cancel_registration(*, registration: Registration, by: Actor) -> None:
    """Give the place back; whoever has waited longest gets it at once. A second time changes nothing.

    Raises:
        CannotCancelNow: when the workshop is over or was called off.
        AlreadyCheckedIn: by whoever is there already.
    """
    workshop = registration.workshop
    hold(workshop, "cancelled_at", "ends_at")
    hold(registration, "place", "cancelled_at", "checked_in_at")
    if not workshop.schedule.takes_cancellations(by.at):
        raise CannotCancelNow
    if not registration.is_active:
        return
    if registration.checked_in_at is not None:
        raise AlreadyCheckedIn
    registration.place, registration.cancelled_at = None, by.at
    db.session.flush()
    _record("registration_cancelled", registration, at=by.at)
    fill_places(workshop=workshop, at=by.at)


def fill_places(*, workshop: Workshop, at: dt.datetime) -> None:
    """Give free places to those who wait, in the order of their waiting, and tell them by mail."""
    for registration in longest_waiting(workshop):
        place = free_place(workshop.capacity, taken_places(workshop))
        if place is None:
            return
        registration.place = place
        db.session.flush()
        _record("place_given", registration, at=at)
        _tell(registration, at=at)


def check_in(*, registration: Registration, by: Actor) -> None:
    """Note that the person has come; the first time counts.

    Raises:
        CheckInClosed: at any time but around the workshop's hours.
        NotRegistered: for a registration without a place.
    """
    hold(registration, "place", "cancelled_at", "checked_in_at")
    if not registration.workshop.schedule.takes_paper(by.at):
        raise CheckInClosed
    if registration.place is None:
        raise NotRegistered
    if registration.checked_in_at is None:
        registration.checked_in_at, registration.checked_in_by_id = by.at, by.person_id
        _record("checked_in", registration, at=by.at)


def _record(kind: str, registration: Registration, *, at: dt.datetime) -> None:
    # By its number, not its code: the code opens the door.
    payload = {"registration": registration.id, "workshop": registration.workshop_id, "place": registration.place}
    record(f"workshops.{kind}", payload, subject=f"registration:{registration.id}", at=at)


def _tell(registration: Registration, *, at: dt.datetime) -> None:
    person = registration.person
    template = "workshop_waiting" if registration.place is None else "workshop_place"
    letter = compose(template, language=person.language, name=person.name, workshop=registration.workshop)
    key = f"{template}:{registration.id}:{at.isoformat()}"
    queue_mail(to=person.address, **letter, unique_key=key, at=at)
