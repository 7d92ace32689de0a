"""Standing stop-uses: they outrank consents at once, and every act on them is on the record."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from consent.enums import Objection, StopCategory
from consent.errors import StopUseNotPossible
from consent.methods.choices import CurrentStop
from consent.queries import current_stops, permits
from consent.services.stop_uses import lift_stop_use, stop_use
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from foundations.mail.models import OutgoingMail
from tests.factories.accounts import actor_of, make_person
from tests.factories.consent import make_consent, make_purpose, text_of
from tests.factories.organisations import make_organisation

NOON = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_stop_use_outranks_a_consent_from_its_instant_until_it_is_lifted(database: Flask) -> None:
    text = text_of(recipients=[make_organisation()], stops=frozenset({StopCategory.AI_TRAINING}), at=NOON)
    purpose, person = make_purpose(text=text, at=NOON - HOUR), make_person()
    consent = make_consent(person, purpose, at=NOON)
    by = actor_of(person)
    stop_use(category=StopCategory.AI_TRAINING, by=by, at=NOON + HOUR)
    lift_stop_use(category=StopCategory.AI_TRAINING, by=by, at=NOON + 2 * HOUR)
    stop_use(category=StopCategory.INSURANCE, by=by, at=NOON + 2 * HOUR)
    stop_use(category=StopCategory.EVERYTHING, by=by, at=NOON + 3 * HOUR)
    db.session.commit()
    recipient = text.recipients[0].slug
    told = [
        permits(person.id, purpose.slug, {"location"}, recipient, at=at, known_at=at).objections
        for at in (consent.effective_at + hours * HOUR for hours in range(4))
    ]
    assert told == [(), (Objection.STOP_USE,), (), (Objection.STOP_USE,)]


def test_stop_use_twice_and_lifting_of_none_are_refused(database: Flask) -> None:
    by = actor_of(make_person(), at=NOON)
    with pytest.raises(StopUseNotPossible):
        lift_stop_use(category=StopCategory.INSURANCE, by=by, at=NOON)
    stop_use(category=StopCategory.INSURANCE, by=by, at=NOON)
    with pytest.raises(StopUseNotPossible):
        stop_use(category=StopCategory.INSURANCE, by=by, at=NOON + HOUR)
    lift_stop_use(category=StopCategory.INSURANCE, by=by, at=NOON + HOUR)
    with pytest.raises(StopUseNotPossible):
        lift_stop_use(category=StopCategory.INSURANCE, by=by, at=NOON + HOUR)


def test_acts_on_stop_uses_are_recorded_and_confirmed(database: Flask) -> None:
    person = make_person()
    by = actor_of(person, at=NOON)
    stop_use(category=StopCategory.CREDIT, by=by, at=NOON)
    lift_stop_use(category=StopCategory.CREDIT, by=by, at=NOON + HOUR)
    db.session.commit()
    entries = db.session.execute(
        select(LedgerPayload.kind, LedgerPayload.subject).order_by(LedgerPayload.leaf_index)
    ).all()
    subject = f"person:{person.id}"
    assert [tuple(entry) for entry in entries] == [
        ("consent.use_stopped", subject),
        ("consent.stop_lifted", subject),
    ]
    subjects = db.session.scalars(select(OutgoingMail.subject).order_by(OutgoingMail.id)).all()
    assert subjects == ["The use of your data was stopped", "You lifted a stop on your data"]


def test_current_stops_tell_the_last_act_of_each(database: Flask) -> None:
    person, other = make_person(), make_person()
    by = actor_of(person)
    stop_use(category=StopCategory.CREDIT, by=by, at=NOON)
    lift_stop_use(category=StopCategory.CREDIT, by=by, at=NOON + HOUR)
    stop_use(category=StopCategory.INSURANCE, by=by, at=NOON + HOUR)
    stop_use(category=StopCategory.POLITICS, by=actor_of(other), at=NOON)
    db.session.commit()
    mine = {
        CurrentStop(person.id, StopCategory.CREDIT, stands=False),
        CurrentStop(person.id, StopCategory.INSURANCE, stands=True),
    }
    assert set(current_stops([person.id])) == mine
    assert set(current_stops()) == mine | {CurrentStop(other.id, StopCategory.POLITICS, stands=True)}
