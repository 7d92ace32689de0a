"""Every act that is refused: by its name, and nothing is left behind."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from consent.enums import ChangeKind, ConsentAct, LegalGround, Objection
from consent.errors import (
    AlreadyGiven,
    AlreadyRefused,
    ConsentActNotPossible,
    ConsentNotAsked,
    KindsNotAsked,
    NoKindChosen,
    NothingToWithdraw,
    NoticeChanged,
    PurposeNotInForce,
    RecipientNotNamed,
)
from consent.models import ConsentRecord
from consent.services.choices import give_consent
from consent.services.purposes import retire_purpose
from foundations.database.session import db
from foundations.refusal import Refusal
from tests.consent.desks import HOUR, LOCATION, NOON, Desk
from tests.factories.accounts import actor_of
from tests.factories.consent import make_purpose, notice_of, text_of
from tests.factories.organisations import make_organisation


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(ConsentRecord)) or 0


def test_second_withdrawal_is_refused(desk: Desk) -> None:
    desk.give()
    desk.withdraw(1)
    with pytest.raises(NothingToWithdraw):
        desk.withdraw(2)
    assert count() == 2


def test_withdrawal_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(NothingToWithdraw):
        desk.withdraw()
    assert count() == 0


def test_withdrawal_of_an_expired_consent_is_refused(desk: Desk) -> None:
    desk.give()
    with pytest.raises(NothingToWithdraw):
        desk.withdraw(365 * 24)


def test_consent_twice_is_refused(desk: Desk) -> None:
    desk.give()
    with pytest.raises(AlreadyGiven):
        desk.give(1)
    assert count() == 1


def test_refusal_twice_is_refused(desk: Desk) -> None:
    desk.refuse()
    with pytest.raises(AlreadyRefused):
        desk.refuse(1)


def test_refusal_of_what_was_agreed_to_is_refused_otherwise(desk: Desk) -> None:
    desk.give()
    with pytest.raises(ConsentActNotPossible) as refused:
        desk.refuse(1)
    assert type(refused.value) is ConsentActNotPossible


def test_renewal_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(ConsentActNotPossible):
        desk.renew()


@pytest.mark.parametrize(
    ("kinds", "refusal"),
    [(frozenset(), NoKindChosen), (frozenset({"location", "care-level"}), KindsNotAsked)],
)
def test_kinds_that_are_not_asked_for_are_refused(desk: Desk, kinds: frozenset[str], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        desk.give(kinds=kinds)
    assert count() == 0


def test_notice_that_was_not_served_is_refused(desk: Desk) -> None:
    with pytest.raises(NoticeChanged):
        desk.give(notice=bytes(32))


def test_answer_to_a_version_that_was_replaced_meanwhile_is_refused(desk: Desk) -> None:
    shown = notice_of(desk.purpose)
    text = text_of(recipients=[desk.recipient], notice="now in other words", at=NOON)
    desk.purpose = make_purpose(slug=desk.purpose.slug, text=text, change=ChangeKind.WORDING, at=NOON)
    with pytest.raises(NoticeChanged):
        desk.give(notice=shown)
    assert count() == 0


def test_consent_to_a_retired_purpose_is_refused_and_to_withdraw_is_not(desk: Desk) -> None:
    desk.give()
    retire_purpose(purpose=desk.purpose, by=None, at=NOON + HOUR)
    db.session.commit()
    assert [desk.objections(hour) for hour in (0.5, 1)] == [(), (Objection.PURPOSE_NOT_IN_FORCE,)]
    with pytest.raises(PurposeNotInForce):
        desk.renew(2)
    assert desk.withdraw(3).act == ConsentAct.WITHDRAW


def test_consent_is_not_asked_where_a_statute_is_the_ground(database: Flask) -> None:
    text = text_of(recipients=[make_organisation()], ground=LegalGround.STATUTE, at=NOON)
    desk = Desk(make_purpose(text=text, at=NOON - HOUR))
    with pytest.raises(ConsentNotAsked):
        desk.give()
    assert desk.objections(0) == ()


def test_nothing_is_asked_or_permitted_once_the_legal_ground_has_ended(database: Flask) -> None:
    text = text_of(recipients=[make_organisation()], ground_until=NOON + HOUR, at=NOON)
    desk = Desk(make_purpose(text=text, at=NOON - HOUR))
    desk.give()
    assert [desk.objections(hour) for hour in (0.999, 1)] == [(), (Objection.PURPOSE_NOT_IN_FORCE,)]
    with pytest.raises(PurposeNotInForce):
        desk.renew(1)


def test_recipient_that_is_not_named_is_refused(desk: Desk) -> None:
    stranger = make_organisation()
    by = actor_of(desk.person)
    with pytest.raises(RecipientNotNamed):
        give_consent(
            purpose=desk.purpose, recipient=stranger, kinds=LOCATION, notice=notice_of(desk.purpose), by=by, at=NOON
        )
