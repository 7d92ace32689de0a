"""Registering, waiting, giving back, being checked in: by services, and against a plain model."""

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from accounts.models import Person
from foundations.database.clock import now
from foundations.database.session import db
from foundations.mail.models import OutgoingMail
from tests.factories.accounts import actor_of, make_person
from tests.factories.workshops import HOUR, make_registration, make_workshop
from workshops.enums import RegistrationState
from workshops.errors import (
    AlreadyCheckedIn,
    CannotCancelNow,
    CapacityTooSmall,
    CheckInClosed,
    NotRegistered,
    RegistrationClosed,
)
from workshops.models import Place, Registration, Workshop
from workshops.services.registrations import cancel_registration, check_in, register
from workshops.services.workshops import WorkshopText, call_off_workshop, edit_workshop

pytestmark = pytest.mark.usefixtures("database")


def sign_up(workshop: Workshop, person: Person, *, at: dt.datetime | None = None) -> Registration:
    """Register at ``at``."""
    registration = register(workshop=workshop, by=actor_of(person, at=at or now()))
    db.session.commit()
    return registration


def give_back(registration: Registration) -> None:
    """Give the place back now."""
    cancel_registration(registration=registration, by=actor_of(registration.person))
    db.session.commit()


def places(workshop: Workshop) -> dict[int, int | None]:
    """Who holds which place."""
    rows = db.session.execute(
        select(Registration.person_id, Registration.place).where(
            Registration.workshop_id == workshop.id, Registration.cancelled_at.is_(None)
        )
    )
    return dict(rows.all())


def text_of(workshop: Workshop, **changes: Any) -> WorkshopText:
    """The workshop's own texts, with changes."""
    return WorkshopText(**{name: getattr(workshop, name) for name in WorkshopText.__slots__} | changes)


def test_first_come_get_places_and_the_rest_wait() -> None:
    workshop, people = make_workshop(capacity=2), [make_person() for _ in range(3)]
    told = [sign_up(workshop, person).place for person in people]
    assert told == [1, 2, None]


def test_place_given_back_goes_to_whoever_waits_longest_with_a_mail() -> None:
    workshop, people = make_workshop(capacity=1), [make_person() for _ in range(3)]
    first, second, third = (sign_up(workshop, person) for person in people)
    give_back(first)
    assert [one.state for one in (first, second, third)] == ["cancelled", "placed", "waiting"]
    mails = db.session.scalars(select(OutgoingMail.recipient).where(OutgoingMail.unique_key.like("workshop_place%")))
    assert list(mails) == [people[0].address, people[1].address]


def test_registering_twice_changes_nothing() -> None:
    workshop, person = make_workshop(), make_person()
    assert sign_up(workshop, person) is sign_up(workshop, person)
    assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == 1


def test_whoever_comes_back_waits_behind_the_others() -> None:
    workshop, people = make_workshop(capacity=1), [make_person() for _ in range(3)]
    first, second, third = (sign_up(workshop, person) for person in people)
    give_back(first)
    assert sign_up(workshop, people[0]).state == RegistrationState.WAITING
    give_back(second)
    assert (third.state, first.state) == (RegistrationState.PLACED, RegistrationState.WAITING)


def test_closed_registration_says_until_when_it_was_open() -> None:
    workshop = make_workshop()
    with pytest.raises(RegistrationClosed) as refused:
        sign_up(workshop, make_person(), at=workshop.registration_closes_at)
    assert refused.value.details == {"closes_at": workshop.registration_closes_at}


def test_more_places_go_to_those_who_wait() -> None:
    workshop, people = make_workshop(capacity=1), [make_person() for _ in range(3)]
    for person in people:
        sign_up(workshop, person)
    edit_workshop(workshop=workshop, text=text_of(workshop), capacity=2, by=actor_of(people[0]))
    db.session.commit()
    assert [places(workshop)[person.id] for person in people] == [1, 2, None]


def test_capacity_does_not_fall_below_a_place_that_is_held() -> None:
    workshop, person = make_workshop(capacity=3), make_person()
    sign_up(workshop, make_person())
    sign_up(workshop, person)
    with pytest.raises(CapacityTooSmall) as refused:
        edit_workshop(workshop=workshop, text=text_of(workshop), capacity=1, by=actor_of(person))
    assert refused.value.details == {"taken": 2}


def test_smaller_workshop_gives_no_place_beyond_its_capacity() -> None:
    workshop, person = make_workshop(capacity=3), make_person()
    sign_up(workshop, person)
    edit_workshop(workshop=workshop, text=text_of(workshop), capacity=1, by=actor_of(person))
    db.session.commit()
    assert sign_up(workshop, make_person()).place is None
    places_left = select(Place.number).where(Place.workshop_id == workshop.id)
    assert list(db.session.scalars(places_left)) == [1]


def test_schema_itself_refuses_a_place_twice_and_one_too_many() -> None:
    workshop = make_workshop(capacity=1)
    make_registration(workshop, make_person())
    for place in (1, 2):
        db.session.add(
            Registration(
                workshop_id=workshop.id, person_id=make_person().id, code=f"c{place}", place=place, waiting_since=now()
            )
        )
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()


def test_check_in_counts_once_and_keeps_the_place() -> None:
    workshop = make_workshop(begins_in=dt.timedelta())
    registration, facilitator = make_registration(workshop, make_person()), make_person()
    first = now()
    check_in(registration=registration, by=actor_of(facilitator, at=first))
    check_in(registration=registration, by=actor_of(facilitator, at=first + HOUR))
    db.session.commit()
    assert (registration.state, registration.checked_in_at) == (RegistrationState.CHECKED_IN, first)
    with pytest.raises(AlreadyCheckedIn):
        give_back(registration)


def test_check_in_is_refused_without_a_place_and_before_the_day() -> None:
    full = make_workshop(begins_in=dt.timedelta(), capacity=1)
    make_registration(full, make_person())
    waiting = make_registration(full, make_person())
    with pytest.raises(NotRegistered):
        check_in(registration=waiting, by=actor_of(make_person()))
    early = make_registration(make_workshop(), make_person())
    with pytest.raises(CheckInClosed):
        check_in(registration=early, by=actor_of(make_person()))


def test_calling_off_tells_everybody_once_and_ends_registration() -> None:
    workshop, people = make_workshop(capacity=1), [make_person(), make_person()]
    registrations = [sign_up(workshop, person) for person in people]
    for _ in range(2):
        call_off_workshop(workshop=workshop, reason="Storm", by=actor_of(people[0]))
    db.session.commit()
    mails = select(OutgoingMail.recipient).where(OutgoingMail.unique_key.like("workshop-called-off%"))
    assert sorted(db.session.scalars(mails)) == sorted(person.address for person in people)
    with pytest.raises(CannotCancelNow):
        give_back(registrations[0])
    with pytest.raises(RegistrationClosed):
        sign_up(workshop, make_person())


class RegistrationLife(RuleBasedStateMachine):
    """Five people register for two places and give them back, in any order."""

    people: list[Person]

    def __init__(self) -> None:
        super().__init__()
        self.workshop = make_workshop(capacity=2)
        self.at = now()
        self.holding: list[int] = []
        self.waiting: list[int] = []

    @rule(number=st.integers(0, 4))
    def register(self, number: int) -> None:
        self.at += dt.timedelta(seconds=1)
        sign_up(self.workshop, self.people[number], at=self.at)
        person = self.people[number].id
        if person not in self.holding and person not in self.waiting:
            (self.holding if len(self.holding) < 2 else self.waiting).append(person)

    @precondition(lambda self: self.holding or self.waiting)
    @rule(number=st.integers(0, 4))
    def give_back(self, number: int) -> None:
        person = self.people[number].id
        held = db.session.scalar(
            select(Registration).where(Registration.workshop_id == self.workshop.id, Registration.person_id == person)
        )
        if held is None:
            return
        give_back(held)
        if person in self.waiting:
            self.waiting.remove(person)
        elif person in self.holding:
            self.holding.remove(person)
            if self.waiting:
                self.holding.append(self.waiting.pop(0))

    @invariant()
    def places_are_held_as_the_model_says(self) -> None:
        held = places(self.workshop)
        assert {person for person, place in held.items() if place is not None} == set(self.holding)
        assert {person for person, place in held.items() if place is None} == set(self.waiting)


def test_any_history_leaves_places_where_the_model_has_them(database: Flask) -> None:
    assert database
    machine = RegistrationLife
    machine.people = [make_person() for _ in range(5)]
    machine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
    machine.TestCase("runTest").runTest()
