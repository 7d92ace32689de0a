"""R-49: the services against a plain model that only remembers what was said, for any order of acts and days."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from consent.enums import ChangeKind, Objection, StopCategory
from consent.queries import current_choices, current_stops, permits
from consent.services.choices import give_consent, refuse_consent, renew_consent, withdraw_consent
from consent.services.stop_uses import lift_stop_use, stop_use
from foundations.database.session import db
from foundations.refusal import Refusal
from tests.conftest import empty_database
from tests.factories.accounts import actor_of, make_person
from tests.factories.consent import KINDS, make_purpose, notice_of, text_of
from tests.factories.organisations import make_organisation

START = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LASTS = 5
CHOSEN = st.sets(st.sampled_from(KINDS[:2]), min_size=1).map(frozenset)
STOPS = st.sampled_from([StopCategory.ADVERTISING, StopCategory.INSURANCE, StopCategory.EVERYTHING])


class ConsentMachine(RuleBasedStateMachine):
    """One person, one purpose, one recipient; ``said`` is all that the model keeps."""

    app: Flask

    @initialize()
    def begin(self) -> None:
        self.context = self.app.app_context()
        self.context.push()
        self.at = START
        self.person = make_person(at=START)
        self.recipient = make_organisation()
        text = text_of(
            recipients=[self.recipient], stops=frozenset({StopCategory.ADVERTISING}), lasts_days=LASTS, at=START
        )
        self.purpose = make_purpose(text=text, at=START)
        self.said = "nothing"
        self.kinds: frozenset[str] = frozenset()
        self.until = START
        self.is_covered = True
        self.stopped: set[StopCategory] = set()
        self.asked: frozenset[str] = frozenset(KINDS[:2])
        self.versions = 1

    def teardown(self) -> None:
        self.context.pop()
        empty_database(self.app)  # or each example reads the purposes of all before it

    @property
    def counts(self) -> bool:
        return self.said == "yes" and self.at < self.until

    @contextmanager
    def expected(self, *, possible: bool) -> Iterator[None]:
        """Let a block happen exactly if the model says so."""
        happened = True
        try:
            yield
            db.session.commit()
        except Refusal:
            happened = False
            db.session.rollback()
        assert happened == possible

    @rule(days=st.sampled_from([0, 1, 2, LASTS]))
    def wait(self, days: int) -> None:
        self.at += days * DAY

    @rule(kinds=CHOSEN, anew=st.booleans())
    def agree(self, kinds: frozenset[str], anew: bool) -> None:
        expired = self.said == "yes" and not self.counts
        possible = (self.counts or expired) if anew else not self.counts
        possible = possible and kinds <= self.asked
        with self.expected(possible=possible):
            (renew_consent if anew else give_consent)(
                purpose=self.purpose,
                recipient=self.recipient,
                kinds=kinds,
                notice=notice_of(self.purpose),
                by=actor_of(self.person),
                at=self.at,
            )
        if possible:
            self.said, self.kinds, self.until, self.is_covered = "yes", kinds, self.at + LASTS * DAY, True

    @rule()
    def withdraw(self) -> None:
        possible = self.counts
        with self.expected(possible=possible):
            withdraw_consent(purpose=self.purpose, recipient=self.recipient, by=actor_of(self.person), at=self.at)
        if possible:
            self.said = "withdrawn"

    @rule()
    def refuse(self) -> None:
        possible = not self.counts and self.said != "no"
        with self.expected(possible=possible):
            refuse_consent(
                purpose=self.purpose,
                recipient=self.recipient,
                notice=notice_of(self.purpose),
                by=actor_of(self.person),
                at=self.at,
            )
        if possible:
            self.said = "no"

    @rule(category=STOPS)
    def stop(self, category: StopCategory) -> None:
        with self.expected(possible=category not in self.stopped):
            stop_use(category=category, by=actor_of(self.person), at=self.at)
        self.stopped.add(category)

    @rule(category=STOPS)
    def lift(self, category: StopCategory) -> None:
        with self.expected(possible=category in self.stopped):
            lift_stop_use(category=category, by=actor_of(self.person), at=self.at)
        self.stopped.discard(category)

    @rule(change=st.sampled_from([ChangeKind.WORDING, ChangeKind.NARROWER, ChangeKind.WIDER]))
    def publish(self, change: ChangeKind) -> None:
        self.versions += 1
        kinds = {ChangeKind.NARROWER: KINDS[:1], ChangeKind.WIDER: KINDS[:2]}.get(change, sorted(self.asked))
        text = text_of(
            recipients=[self.recipient],
            kinds=list(kinds),
            notice=f"version {self.versions}",
            stops=frozenset({StopCategory.ADVERTISING}),
            lasts_days=LASTS,
            at=START,
        )
        self.purpose = make_purpose(slug=self.purpose.slug, text=text, change=change, at=self.at)
        self.asked = frozenset(kinds)
        if change == ChangeKind.WIDER:
            self.is_covered = False

    @invariant()
    def what_is_permitted_is_what_was_said(self) -> None:
        told = permits(
            self.person.id, self.purpose.slug, {"location"}, self.recipient.slug, at=self.at, known_at=self.at
        )
        assert set(told.objections) == self.objections({"location"})

    @invariant()
    def what_is_loaded_is_what_was_said(self) -> None:
        stands = {stop.category for stop in current_stops([self.person.id]) if stop.stands}
        assert stands == self.stopped
        loaded = list(current_choices(self.at, [self.person.id]))
        assert len(loaded) == (self.said != "nothing")
        for choice in loaded:
            counts = self.said == "yes" and self.is_covered
            assert choice.kinds == (self.kinds & self.asked if counts else frozenset())
            assert choice.valid_until == (self.until if choice.kinds else None)

    def objections(self, kinds: set[str]) -> set[Objection]:
        against = {Objection.STOP_USE} if self.stopped - {StopCategory.INSURANCE} else set()
        if not self.counts:
            ended = self.said in {"yes", "withdrawn"}
            return against | {Objection.CONSENT_ENDED if ended else Objection.NO_CONSENT}
        if not self.is_covered:
            return against | {Objection.VERSION_NOT_ACCEPTED}
        return against if kinds <= self.kinds & self.asked else against | {Objection.KINDS_NOT_COVERED}


@pytest.mark.parametrize(
    ("examples", "steps"), [(8, 25), pytest.param(400, 50, marks=pytest.mark.trust)], ids=["200 steps", "20000 steps"]
)
def test_services_do_what_the_model_says(app: Flask, examples: int, steps: int) -> None:
    machine = type("Machine", (ConsentMachine,), {"app": app})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
