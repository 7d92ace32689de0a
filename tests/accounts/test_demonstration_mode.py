"""What differs between the demonstration and production: personas here, cookies bound to the host there (R-33)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from accounts.models import SignIn
from accounts.queries import actor_signed_in_with
from app import create_app
from foundations.database.clock import now
from foundations.database.session import db
from foundations.settings import Settings
from foundations.web.actors import TOKEN
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person, sign_in

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def production(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application as it is served in production, on the tests' database."""
    served = create_app(replace(settings, is_demonstration=False, base_url="https://yoriai.example"))
    yield served
    with served.app_context():
        db.engine.dispose()


def test_cookie_is_bound_to_the_host_and_hidden_from_scripts(production: Flask) -> None:
    with production.app_context():
        person = make_person(password=PASSWORD)
    browser = production.test_client()
    base = {"base_url": "https://yoriai.example"}
    page = browser.get("/sign-in", **base)
    csrf = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = browser.post(
        "/sign-in",
        data={"csrf_token": csrf, "address": person.address, "password": PASSWORD},
        headers={"Referer": "https://yoriai.example/sign-in"},
        **base,
    )
    assert answer.status_code == 303
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    attributes = {part.strip() for part in rest.split(";")[1:]}
    assert name == "__Host-yoriai"
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} == attributes


def test_production_has_no_way_round_the_password(production: Flask) -> None:
    answer = production.test_client().get("/sign-in", base_url="https://yoriai.example")
    assert answer.status_code == 200
    assert "/demo" not in answer.text


def test_demonstration_sign_in_leads_to_the_choice_of_people(client: PageClient, database: Flask) -> None:
    page = client.get("/sign-in?next=/my/profile")
    assert "/demo?next=%2Fmy%2Fprofile" in {link.get("href") for link in page.root.iter("a")}


def test_demonstration_person_proves_themselves_by_a_button(client: PageClient, database: Flask) -> None:
    sign_in(client, make_person(persona="chair"))
    db.session.execute(update(SignIn).values(reauthenticated_at=now() - 10 * MINUTE))
    db.session.commit()
    answer = client.send(client.get("/re-authentication?next=/offices"))
    assert answer.headers["Location"] == "/offices"
    with client.browser.session_transaction() as session:
        actor = actor_signed_in_with(session[TOKEN], now())
    assert actor.reauthenticated_at is not None
    assert now() - actor.reauthenticated_at < MINUTE
