"""One person before one purpose, for tests of what can be done there."""

import datetime as dt

from accounts.models import Organisation, Person
from consent.enums import Objection
from consent.models import ConsentRecord, Purpose
from consent.queries import permits
from consent.services.choices import give_consent, refuse_consent, renew_consent, withdraw_consent
from foundations.database.session import db
from tests.factories.accounts import actor_of, make_person
from tests.factories.consent import make_purpose, notice_of

NOON = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
LOCATION = frozenset({"location"})


class Desk:
    """One person before one purpose, acting hour by hour."""

    def __init__(self, purpose: Purpose | None = None) -> None:
        self.person: Person = make_person(at=NOON)
        self.purpose = purpose or make_purpose(at=NOON - 24 * HOUR)

    @property
    def recipient(self) -> Organisation:
        return self.purpose.versions[-1].recipients[0]

    def give(self, hour: float = 0, *, kinds: frozenset[str] = LOCATION, notice: bytes | None = None) -> ConsentRecord:
        return self._agree(give_consent, hour, kinds, notice)

    def renew(self, hour: float = 0, *, kinds: frozenset[str] = LOCATION, notice: bytes | None = None) -> ConsentRecord:
        return self._agree(renew_consent, hour, kinds, notice)

    def _agree(self, act: object, hour: float, kinds: frozenset[str], notice: bytes | None) -> ConsentRecord:
        at = NOON + hour * HOUR
        made: ConsentRecord = act(  # type: ignore[operator] # one of two services with the same keywords
            purpose=self.purpose,
            recipient=self.recipient,
            kinds=kinds,
            notice=notice_of(self.purpose) if notice is None else notice,
            by=actor_of(self.person, at=at),
            at=at,
        )
        db.session.commit()
        return made

    def refuse(self, hour: float = 0) -> ConsentRecord:
        at, by = NOON + hour * HOUR, actor_of(self.person)
        made = refuse_consent(
            purpose=self.purpose, recipient=self.recipient, notice=notice_of(self.purpose), by=by, at=at
        )
        db.session.commit()
        return made

    def withdraw(self, hour: float = 0) -> ConsentRecord:
        at, by = NOON + hour * HOUR, actor_of(self.person)
        made = withdraw_consent(purpose=self.purpose, recipient=self.recipient, by=by, at=at)
        db.session.commit()
        return made

    def objections(self, hour: float, kinds: frozenset[str] = LOCATION) -> tuple[Objection, ...]:
        at = NOON + hour * HOUR
        told = permits(self.person.id, self.purpose.slug, kinds, self.recipient.slug, at=at, known_at=at)
        return told.objections
