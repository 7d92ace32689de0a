"""Signing in and out, without pages."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.errors import DemonstrationOnly, TooManyAttempts
from accounts.models import Attempt, SignIn
from accounts.queries import actor_signed_in_with, token_digest
from accounts.services import sign_ins as services
from foundations.database.session import db
from foundations.settings import current_settings
from tests.factories.accounts import PASSWORD, make_person, make_sign_in

AT = dt.datetime(2026, 8, 1, 3, 0, tzinfo=dt.UTC)
HERE = "192.0.2.1"


def try_to_sign_in(
    address: str, password: str = PASSWORD, *, client_address: str = HERE, at: dt.datetime = AT
) -> str | None:
    proof = services.check_password(address=address, password=password, client_address=client_address, at=at)
    token = services.sign_in(proof=proof, browser="Firefox", at=at)
    db.session.commit()
    return token


def test_token_of_a_sign_in_is_random_and_kept_as_its_digest(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    tokens = [try_to_sign_in(person.address), try_to_sign_in(person.address.upper())]
    kept = db.session.scalars(select(SignIn.token_digest).order_by(SignIn.id)).all()
    assert [token_digest(str(token)) for token in tokens] == kept
    assert len(set(tokens)) == 2
    assert all(len(str(token)) * 6 >= 128 for token in tokens)
    assert not [token for token in tokens for digest in kept if str(token).encode()[:8] in digest]
    assert actor_signed_in_with(tokens[0], AT).person_id == person.id


def test_sign_in_with_wrong_password_or_unknown_address_opens_nothing(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    without_password = make_person()
    assert try_to_sign_in(person.address, "wrong " + PASSWORD) is None
    assert try_to_sign_in("nobody@example.jp") is None
    assert try_to_sign_in(without_password.address) is None
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_sign_in_ends_the_one_the_browser_held(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    earlier = make_sign_in(person, at=AT)
    proof = services.check_password(address=person.address, password=PASSWORD, client_address=HERE, at=AT)
    later = services.sign_in(proof=proof, browser="", at=AT, replaces=earlier)
    assert not actor_signed_in_with(earlier, AT).is_signed_in
    assert actor_signed_in_with(later, AT).person_id == person.id


def test_proof_of_a_password_changed_meanwhile_opens_nothing(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    proof = services.check_password(address=person.address, password=PASSWORD, client_address=HERE, at=AT)
    person.password_hash = "another"
    db.session.commit()
    assert services.sign_in(proof=proof, browser="", at=AT) is None


def test_tenth_failure_closes_the_account_for_that_place_only(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    other = make_person(password=PASSWORD)
    for _ in range(10):
        assert try_to_sign_in(person.address, "wrong") is None
    with pytest.raises(TooManyAttempts):
        try_to_sign_in(person.address)
    assert try_to_sign_in(person.address, client_address="198.51.100.7") is not None
    assert try_to_sign_in(other.address) is not None
    with pytest.raises(TooManyAttempts):
        try_to_sign_in(person.address, at=AT + dt.timedelta(minutes=4, seconds=59))
    assert try_to_sign_in(person.address, at=AT + dt.timedelta(minutes=5)) is not None


def test_failures_on_many_accounts_close_the_place(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    db.session.add_all(
        Attempt(kind="sign_in", account_digest=bytes([number]) * 32, client_address=HERE, made_at=AT)
        for number in range(60)
    )
    db.session.commit()
    with pytest.raises(TooManyAttempts):
        try_to_sign_in(person.address)
    assert try_to_sign_in(person.address, client_address="198.51.100.7") is not None


def test_success_forgives_earlier_failures(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    for _ in range(3):
        for _ in range(9):
            try_to_sign_in(person.address, "wrong")
        assert try_to_sign_in(person.address) is not None


def test_attempts_are_kept_no_longer_than_they_count(database: Flask) -> None:
    person = make_person(password=PASSWORD)
    try_to_sign_in(person.address, "wrong")
    try_to_sign_in(person.address, "wrong", at=AT + dt.timedelta(minutes=5))
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_persona_signs_in_only_in_demonstration_mode(database: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    citizen = make_person(persona="citizen")
    token = services.sign_in_persona(persona="citizen", at=AT)
    db.session.flush()
    assert actor_signed_in_with(token, AT).person_id == citizen.id
    with pytest.raises(DemonstrationOnly):
        services.sign_in_persona(persona="nobody", at=AT)
    production = replace(current_settings(), is_demonstration=False)
    monkeypatch.setitem(database.extensions, "yoriai_settings", production)
    with pytest.raises(DemonstrationOnly):
        services.sign_in_persona(persona="citizen", at=AT)
