"""R-27: what the decision API refuses: no token, another's token, and JSON that is not what the API describes."""

import datetime as dt
import json
from contextvars import Context
from functools import partial

import pytest
from sqlalchemy import select

from accounts.queries.organisations import credentials_of
from accounts.services.organisations import revoke_credential
from data_platform.models import DecisionRecord
from foundations.database.clock import now
from foundations.database.session import db
from tests.data_platform.machines import BOX, Machine, question, told
from tests.factories.accounts import make_sign_in
from tests.factories.organisations import make_organisation, make_token
from tests.factories.platform import RELIEF, Platform


def test_token_is_asked_for(platform: Platform, machine: Machine) -> None:
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer x"}, {"Authorization": machine.token}):
        response = machine.send(question(), **headers)
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="decisions"')
    assert db.session.scalars(select(DecisionRecord)).all() == []


def test_another_organisations_token_is_refused(platform: Platform, machine: Machine) -> None:
    machine.token = make_token(make_organisation(slug="stranger"))

    assert machine.send(question()).status_code == 403
    boxed = {**question(), "evaluations": [{}]}
    assert machine.send(boxed, BOX).status_code == 403
    assert db.session.scalars(select(DecisionRecord)).all() == []


def test_token_that_is_over_opens_nothing(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")
    long_ago, credentials = now() - dt.timedelta(days=2), credentials_of(platform.user)
    expired = make_token(platform.user, lasts=dt.timedelta(days=1), at=long_ago)
    assert machine.send(question()).status_code == 200

    held, machine.token = machine.token, expired
    assert machine.send(question()).status_code == 401
    machine.token = held
    revoke_credential(credential=credentials[0], by=None, at=now())
    db.session.commit()
    assert machine.send(question()).status_code == 401


def test_token_of_an_organisation_that_has_left_opens_nothing(platform: Platform, machine: Machine) -> None:
    platform.user.left_at = now()
    db.session.commit()

    assert machine.send(question()).status_code == 401


def test_token_opens_no_page_and_a_sign_in_no_decision(platform: Platform, machine: Machine) -> None:
    shown = {"Authorization": f"Bearer {machine.token}"}
    db.session.rollback()
    assert Context().run(partial(machine.client.get, "/consents", headers=shown)).status_code == 303
    with machine.client.session_transaction() as session:
        session["sign_in"] = make_sign_in(platform.officer)

    assert machine.send(question(), Authorization="").status_code == 401


GOOD = json.dumps(question())


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        GOOD[:-1] + ', "action": {"name": "use"}}',
        GOOD[:-1] + ', "more": 1}',
        GOOD.replace('"use"', "true"),
        GOOD.replace('"use"', "1"),
        GOOD.replace('"p-1"', "NaN"),
        GOOD.replace('"p-1"', "1"),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "x": 1e999}}'),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "x": Infinity}}'),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "fields": []}}'),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "fields": ["a", "a"]}}'),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "time": 1}}'),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "time": "2026-01-01T00:00:00"}}'),
        GOOD.replace(f'"{RELIEF}"}}', f'"{RELIEF}", "time": "0001-01-01T00:00:00+23:00"}}'),
        GOOD.replace('"p-1"', '"\\u0000"'),
        GOOD.replace('"p-1"', '"\\ud800"'),
        GOOD.replace('"organization"', '"person"'),
        GOOD.replace('"id": "lab"', '"id": "lab", "more": 1'),
        GOOD.replace(f'{{"purpose": "{RELIEF}"}}', "[]"),
        GOOD.replace(f'{{"purpose": "{RELIEF}"}}', "{}"),
        "[" * 100_000,
        "9" * 10_000,
    ],
)
def test_request_that_is_not_what_the_api_describes_is_refused(body: str, platform: Platform, machine: Machine) -> None:
    response = machine.send(body)

    assert (response.status_code, response.mimetype) == (400, "application/json"), response.text
    assert db.session.scalars(select(DecisionRecord)).all() == []


def test_unknown_keys_of_gateways_are_ignored_and_named(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")
    asked = question(trace="x")
    asked["subject"]["properties"] = {"department": "a"}

    response = machine.send(asked)

    assert told(response) == (True, [])
    assert response.json is not None
    assert response.json["context"]["ignored"] == ["context.trace", "subject.properties.department"]
