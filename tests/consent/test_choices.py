"""Giving, refusing, renewing and withdrawing: what is recorded, and what is permitted then."""

import datetime as dt

import pytest
from sqlalchemy import select

from consent.enums import ChangeKind, ConsentAct, Objection
from consent.queries import choices_of, current_choices, permits
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from foundations.mail.models import OutgoingMail
from tests.consent.desks import HOUR, LOCATION, NOON, Desk
from tests.factories.consent import KINDS, make_consent, make_purpose, text_of
from tests.factories.organisations import make_organisation


def test_consent_permits_from_its_instant_until_its_last_day(desk: Desk) -> None:
    desk.give()
    told = [desk.objections(hour) for hour in (-0.001, 0, 365 * 24 - 0.001, 365 * 24)]
    assert told == [(Objection.NO_CONSENT,), (), (), (Objection.CONSENT_ENDED,)]


def test_withdrawal_counts_at_once_and_leaves_the_past_as_it_was(desk: Desk) -> None:
    desk.give()
    desk.withdraw(2)
    assert [desk.objections(hour) for hour in (1.999, 2)] == [(), (Objection.CONSENT_ENDED,)]


def test_consent_covers_the_kinds_that_were_ticked(desk: Desk) -> None:
    desk.give(kinds=frozenset({"location"}))
    told = permits(
        desk.person.id, desk.purpose.slug, KINDS[:2], desk.recipient.slug, at=NOON + HOUR, known_at=NOON + HOUR
    )
    assert (told.objections, told.missing_kinds) == ((Objection.KINDS_NOT_COVERED,), frozenset({"age-band"}))


def test_renewal_may_cover_other_kinds_for_another_year(desk: Desk) -> None:
    desk.give()
    desk.renew(24, kinds=frozenset({"age-band"}))
    assert desk.objections(365 * 24, frozenset({"age-band"})) == ()
    assert desk.objections(25, LOCATION) == (Objection.KINDS_NOT_COVERED,)


def test_every_act_is_in_the_ledger_under_its_person(desk: Desk) -> None:
    desk.refuse()
    desk.give(1)
    desk.renew(2)
    desk.withdraw(3)
    kinds = db.session.scalars(
        select(LedgerPayload.kind)
        .where(LedgerPayload.subject == f"person:{desk.person.id}")
        .order_by(LedgerPayload.leaf_index)
    ).all()
    assert kinds == ["consent.refused", "consent.given", "consent.renewed", "consent.withdrawn"]


def test_every_act_is_confirmed_by_mail_with_its_receipt(desk: Desk) -> None:
    made = [desk.give(), desk.withdraw(1)]
    bodies = db.session.scalars(select(OutgoingMail.body).order_by(OutgoingMail.id)).all()
    assert [f"/consents/receipts/{one.ledger_key}" in body for one, body in zip(made, bodies, strict=True)] == [
        True
    ] * 2


def test_acts_of_a_person_are_told_in_order(desk: Desk) -> None:
    desk.give()
    desk.withdraw(1)
    told = [(one.sequence, one.act, one.kind_slugs) for one in choices_of(desk.person.id)]
    assert told == [(1, ConsentAct.GIVE, LOCATION), (2, ConsentAct.WITHDRAW, frozenset())]


def test_slow_clock_of_another_server_loses_no_withdrawal(desk: Desk) -> None:
    desk.give(1)
    made = desk.withdraw(0.5)
    assert made.effective_at == NOON + HOUR
    assert desk.objections(1) == (Objection.CONSENT_ENDED,)


# ---- Versions ----


@pytest.mark.parametrize(
    ("change", "kinds", "objections"),
    [
        (ChangeKind.WORDING, KINDS[:2], ()),
        (ChangeKind.NARROWER, KINDS[:1], ()),
        (ChangeKind.NARROWER, KINDS[1:2], (Objection.KINDS_NOT_COVERED,)),
        (ChangeKind.WIDER, KINDS, (Objection.VERSION_NOT_ACCEPTED,)),
    ],
)
def test_consent_counts_for_later_versions_that_ask_for_no_more(
    desk: Desk, change: ChangeKind, kinds: tuple[str, ...], objections: tuple[Objection, ...]
) -> None:
    desk.give()
    text = text_of(recipients=[desk.recipient], kinds=kinds, notice="anew", at=NOON)
    desk.purpose = make_purpose(slug=desk.purpose.slug, text=text, change=change, at=NOON + HOUR)
    assert (desk.objections(0.5), desk.objections(1)) == ((), objections)
    loaded = next(current_choices(NOON + HOUR))
    assert loaded.objection == (objections[0] if objections else None)


def test_consent_to_a_recipient_that_is_named_no_longer_does_not_count(desk: Desk) -> None:
    desk.give()
    gone, stays = desk.recipient, make_organisation()
    text = text_of(recipients=[stays], notice="anew", at=NOON)
    make_purpose(slug=desk.purpose.slug, text=text, change=ChangeKind.WIDER, at=NOON + HOUR)
    at = NOON + HOUR
    told = permits(desk.person.id, desk.purpose.slug, LOCATION, gone.slug, at=at, known_at=at)
    assert told.objections == (Objection.VERSION_NOT_ACCEPTED,)


def test_answer_is_that_of_what_was_known(desk: Desk) -> None:
    desk.give()
    desk.withdraw(2)
    at = NOON + 2 * HOUR
    told = [
        permits(desk.person.id, desk.purpose.slug, LOCATION, desk.recipient.slug, at=at, known_at=known_at).is_permitted
        for known_at in (at - dt.timedelta.resolution, at)
    ]
    assert told == [True, False]


@pytest.mark.parametrize(("purpose", "recipient"), [("unheard-of", None), (None, "nobody")])
def test_what_is_unknown_is_not_permitted(desk: Desk, purpose: str | None, recipient: str | None) -> None:
    make_consent(desk.person, desk.purpose, at=NOON)
    told = permits(
        desk.person.id,
        purpose or desk.purpose.slug,
        LOCATION,
        recipient or desk.recipient.slug,
        at=NOON + HOUR,
        known_at=NOON + HOUR,
    )
    assert told.objections == (Objection.PURPOSE_NOT_IN_FORCE,)
