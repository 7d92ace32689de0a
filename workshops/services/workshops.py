"""Preparing, announcing and calling off a workshop."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete

from accounts.methods import Actor
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail
from workshops.errors import CapacityTooSmall
from workshops.models import Board, Place, Workshop
from workshops.queries.participants import active_registrations, most_taken_place
from workshops.search_documents import workshop_changed
from workshops.services.registrations import fill_places


@dataclass(frozen=True, slots=True)
class WorkshopText:
    """What the secretariat writes about a workshop; instants in UTC."""

    slug: str
    title_ja: str
    title_en: str
    description_ja: str
    description_en: str
    place_ja: str
    place_en: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    registration_closes_at: dt.datetime
    contest_id: int | None


def prepare_workshop(*, text: WorkshopText, capacity: int, tables: int, by: Actor) -> Workshop:
    """Make a workshop that only its makers see, with its places and a board for each table.

    Raises:
        SlugTaken, TimesBackwards: by the schema.
    """
    workshop = Workshop(**_columns(text), capacity=capacity, created_at=by.at)
    db.session.add(workshop)
    db.session.flush()
    _make_places(workshop, 1, capacity)
    db.session.add_all(Board(workshop_id=workshop.id, number=number, name="") for number in range(1, tables + 1))
    db.session.flush()
    record("workshops.prepared", {"workshop": workshop.id, "by": by.person_id}, subject=_subject(workshop), at=by.at)
    return workshop


def edit_workshop(*, workshop: Workshop, text: WorkshopText, capacity: int, by: Actor) -> None:
    """Change texts, dates and capacity; more places go to those who wait.

    Raises:
        CapacityTooSmall: if somebody holds a place beyond the new capacity.
        SlugTaken, TimesBackwards: by the schema.
    """
    hold(workshop, "capacity")
    taken = most_taken_place(workshop)
    if capacity < taken:
        raise CapacityTooSmall(taken=taken)
    for name, value in _columns(text).items():
        setattr(workshop, name, value)
    _make_places(workshop, workshop.capacity + 1, capacity)
    db.session.execute(delete(Place).where(Place.workshop_id == workshop.id, Place.number > capacity))
    workshop.capacity = capacity
    db.session.flush()
    fill_places(workshop=workshop, at=by.at)
    workshop_changed(workshop, at=by.at)
    facts: dict[str, str | int | None] = {"workshop": workshop.id, "by": by.person_id}
    facts |= {"starts_at": workshop.starts_at.isoformat(), "capacity": capacity}
    record("workshops.changed", facts, subject=_subject(workshop), at=by.at)


def announce_workshop(*, workshop: Workshop, by: Actor) -> None:
    """Show the workshop to everybody and open registration; the first announcement counts."""
    hold(workshop, "announced_at")
    if workshop.announced_at is not None:
        return
    workshop.announced_at = by.at
    workshop_changed(workshop, at=by.at)
    record("workshops.announced", {"workshop": workshop.slug}, subject=_subject(workshop), at=by.at)


def call_off_workshop(*, workshop: Workshop, reason: str, by: Actor) -> None:
    """Call a workshop off, say why, and tell everybody who registered; the first time counts."""
    hold(workshop, "cancelled_at")
    if workshop.cancelled_at is not None:
        return
    workshop.cancelled_at, workshop.cancelled_reason = by.at, reason
    workshop_changed(workshop, at=by.at)
    record("workshops.cancelled", {"workshop": workshop.slug, "reason": reason}, subject=_subject(workshop), at=by.at)
    for registration in active_registrations(workshop):
        person = registration.person
        letter = compose("workshop_called_off", language=person.language, name=person.name, workshop=workshop)
        key = f"workshop-called-off:{workshop.id}:{person.id}"
        queue_mail(to=person.address, **letter, unique_key=key, at=by.at)


def _columns(text: WorkshopText) -> dict[str, object]:
    return {name: getattr(text, name) for name in WorkshopText.__slots__}


def _make_places(workshop: Workshop, first: int, last: int) -> None:
    db.session.add_all(Place(workshop_id=workshop.id, number=number) for number in range(first, last + 1))
    db.session.flush()


def _subject(workshop: Workshop) -> str:
    return f"workshop:{workshop.id}"
