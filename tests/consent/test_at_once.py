"""Acts of one person at the same moment: one of them happens, the others are told so by name."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import consent.services.choices
import consent.services.stop_uses
from accounts.models import Person
from consent.enums import ConsentAct, StopAct, StopCategory
from consent.errors import AlreadyGiven, NothingToWithdraw, StopUseNotPossible
from consent.models import ConsentRecord, Purpose, StopRecord
from consent.queries import purpose_with_slug
from consent.services.choices import give_consent, withdraw_consent
from consent.services.stop_uses import stop_use
from foundations.database.clock import now
from foundations.database.constraints import violated_constraint
from foundations.database.session import db, transaction
from foundations.refusal import Refusal
from tests.factories.accounts import actor_of, make_person
from tests.factories.consent import make_purpose, notice_of

AT_ONCE = 6
ROUNDS = 3
SEQUENCES = {
    "uq_consent_records_person_id_purpose_id_recipient_id_sequence",
    "uq_stop_records_person_id_category_sequence",
}


def all_at_once(app: Flask, act: Callable[[], object]) -> Counter[str]:
    """Act in several threads, each in a transaction of its own; return how it ended for each."""
    ended: Counter[str] = Counter()
    together = threading.Barrier(AT_ONCE)

    def work() -> None:
        with app.app_context():
            together.wait()
            try:
                with transaction("write"):
                    act()
                ended["done"] += 1
            except Refusal as refusal:
                ended[type(refusal).__name__] += 1
            except IntegrityError as error:
                ended[violated_constraint(error) or "unknown"] += 1

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def give(purpose: str, person: Person, notice: bytes) -> None:
    """Agree in a transaction of its own."""
    asked, at = fresh(purpose), now()
    by, recipient = actor_of(person), asked.versions[-1].recipients[0]
    give_consent(purpose=asked, recipient=recipient, kinds=frozenset({"location"}), notice=notice, by=by, at=at)


def withdraw(purpose: str, person: Person, _notice: bytes) -> None:
    """Withdraw in a transaction of its own."""
    asked = fresh(purpose)
    withdraw_consent(purpose=asked, recipient=asked.versions[-1].recipients[0], by=actor_of(person), at=now())


def stop(_purpose: str, person: Person, _notice: bytes) -> None:
    """Stop in a transaction of its own."""
    stop_use(category=StopCategory.CREDIT, by=actor_of(person), at=now())


def fresh(slug: str) -> Purpose:
    """The purpose as this thread's session reads it."""
    found = purpose_with_slug(slug)
    assert found is not None
    return found


def let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the services without the lock on the person, so that only the schema stands in the way."""
    for room in (consent.services.choices, consent.services.stop_uses):
        monkeypatch.setattr(room, "hold", lambda *_row: None)


REFUSALS = {give: AlreadyGiven, withdraw: NothingToWithdraw, stop: StopUseNotPossible}


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "by the schema alone"])
def test_one_act_of_many_at_once_happens(database: Flask, monkeypatch: pytest.MonkeyPatch, is_held: bool) -> None:
    if not is_held:
        let_go(monkeypatch)
    purpose = make_purpose()
    slug, notice = purpose.slug, notice_of(purpose)
    for _round in range(ROUNDS):
        person = make_person()
        for act, refusal in REFUSALS.items():
            ended = all_at_once(database, partial(act, slug, person, notice))
            others = {refusal.__name__} if is_held else {refusal.__name__, *SEQUENCES}
            assert (ended["done"], sum(ended.values()), set(ended) - {"done"} - others) == (1, AT_ONCE, set())
        assert told(person) == ([(1, ConsentAct.GIVE), (2, ConsentAct.WITHDRAW)], [StopAct.STOP])


def told(person: Person) -> tuple[list[tuple[int, str]], list[str]]:
    """The acts on record: on the consent, by sequence, and on the stop-use."""
    db.session.rollback()
    acts = db.session.execute(
        select(ConsentRecord.sequence, ConsentRecord.act)
        .where(ConsentRecord.person_id == person.id)
        .order_by(ConsentRecord.sequence)
    )
    stops = db.session.scalars(select(StopRecord.act).where(StopRecord.person_id == person.id))
    return [(row.sequence, row.act) for row in acts], list(stops)
