"""The record of uses: written through its service, told page by page to the person alone."""

import datetime as dt

from flask import Flask

from accounts.models import Organisation, Person
from consent.queries.uses import uses_of
from consent.services.uses import Use, record_uses
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.accounts import make_person
from tests.factories.organisations import make_organisation

KEY = "a" * 26


def use_of(person: Person, organisation: Organisation, *, at: dt.datetime | None = None, permitted: bool = True) -> Use:
    """A decision about the person's location."""
    return Use(
        person_id=person.id,
        organisation_id=organisation.id,
        dataset="people-flow",
        purpose="congestion-relief",
        kinds=("location", "age-band"),
        used_at=at or now(),
        decision_key=KEY,
        is_permitted=permitted,
        sentence_ja="規則により認めました。",
        sentence_en="Permitted by a rule.",
        rules=("rule:3",),
        grant_reference="grant:7",
    )


def test_uses_are_told_to_their_person_latest_first(database: Flask) -> None:
    person, other, organisation = make_person(), make_person(), make_organisation()
    begun = now()
    hours = [begun + dt.timedelta(hours=hour) for hour in range(3)]
    record_uses([use_of(person, organisation, at=at, permitted=at != begun) for at in hours])
    record_uses([use_of(other, organisation)])
    db.session.commit()
    page = uses_of(person.id, 1, 2)
    assert [(one.used_at, one.is_permitted) for one in page.items] == [(hours[2], True), (hours[1], True)]
    assert (page.total, [one.is_permitted for one in uses_of(person.id, 2, 2).items]) == (3, [False])
    first = page.items[0]
    assert (first.organisation.slug, first.kind_slugs) == (organisation.slug, ["location", "age-band"])


def test_recording_no_use_is_nothing(database: Flask) -> None:
    person = make_person()
    record_uses([])
    assert uses_of(person.id, 1).total == 0
