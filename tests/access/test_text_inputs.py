"""R-25: every text that can be typed anywhere, filled with every strange string: no failure, no half-kept form.

The forms are found on the pages themselves, as somebody who may open them, so that
a new field is tried from its first day.
"""

import datetime as dt
import io
import json
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from accounts.enums import CodePurpose
from accounts.models import SignIn
from accounts.services.codes import issue_code
from foundations.database.clock import now
from foundations.database.session import db
from tests.access.test_forgeries import somebody_allowed, writing_routes
from tests.access.test_routes import TABLE, allowed, csrf_token, rules
from tests.access.world import ACTORS, World, build_world, nothing_kept
from tests.clients import Page, PageClient
from tests.factories.accounts import make_person
from tests.texts.torture import TORTURE

pytestmark = pytest.mark.slow

TYPED_INTO = {"text", "email", "password", "search", "hidden", "url", "tel", "number", "datetime-local", "date"}
KNOWN_ANSWERS = {200, 303, 400, 403, 404, 409, 410, 413, 422, 429}
A_FEW = 6
HARMLESS_TWICE = {
    "/sign-out": "who has signed out is out",
    "/demo/sign-in": "the last person chosen is the one who acts",
    "/contests/submission/ideas": "an empty draft is gone back to, not doubled",
}


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form of a page, who opened it, and the names of its fields that take text."""

    actor: str
    page: str
    action: str
    method: str
    is_multipart: bool
    fields: dict[str, Any]
    typed: tuple[str, ...]


@pytest.fixture
def world(database: Flask) -> World:
    """The city, with codes that open the pages which need one."""
    world = build_world(database)
    person = make_person(is_confirmed=False)
    for purpose in CodePurpose:
        world.name("code", purpose.value, issue_code(person=person, purpose=purpose, at=now()))
    # All strings take longer than a proof of oneself lasts.
    db.session.execute(update(SignIn).values(reauthenticated_at=now() + dt.timedelta(days=1)))
    db.session.commit()
    return world


def path_of(world: World, endpoint: str, rule: Any) -> str:
    """The address of a page; one that needs a code from a mail gets a good one."""
    chosen = dict(TABLE[endpoint].get("url", {}))
    codes = {"accounts.show_confirmation": "CONFIRM_ADDRESS", "accounts.show_new_password": "RESET_PASSWORD"}
    if endpoint in codes:
        chosen["code"] = CodePurpose[codes[endpoint]].value
    return world.path(rule, chosen)


def forms_of_all_pages(world: World) -> list[FoundForm]:
    """Every form of every page once, by its action and its fields."""
    found: dict[tuple[str, str, tuple[str, ...]], FoundForm] = {}
    for rule, method in rules(world.app):
        if method != "GET":
            continue
        people = [actor for actor in ACTORS if actor in allowed(rule.endpoint, method)] or ["anonymous"]
        for actor in {people[0], people[-1]}:
            path = path_of(world, rule.endpoint, rule)
            answer = send(world.browser(actor), "GET", path, headers={"Accept-Language": "en"})
            if answer.status_code == 200 and answer.mimetype == "text/html":
                for form in _forms(Page(answer.text), actor, path):
                    found.setdefault((form.action, form.method, form.typed), form)
    return list(found.values())


def _forms(page: Page, actor: str, path: str) -> Iterator[FoundForm]:
    for form in page.root.iter("form"):
        yield FoundForm(
            actor=actor,
            page=path,
            action=form.get("action") or path,
            method=(form.get("method") or "get").upper(),
            is_multipart=form.get("enctype") is not None,
            fields=page.fields(form),
            typed=tuple(sorted({str(one.get("name")) for one in form.iter() if _is_typed_into(one)})),
        )


def _is_typed_into(control: ET.Element) -> bool:
    if control.get("name") in {None, "csrf_token"}:
        return False
    return control.tag == "textarea" or (control.tag == "input" and (control.get("type") or "text") in TYPED_INTO)


def fill_in(world: World, form: FoundForm, number: int) -> TestResponse:
    """Send a form with a strange string in every field that takes text, each another one."""
    browser = world.browser(form.actor)
    strange = {name: TORTURE[(number + shift) % len(TORTURE)][1] for shift, name in enumerate(form.typed)}
    fields = {**form.fields, **strange}
    if form.method == "GET":
        query = urlencode(fields, doseq=True, errors="surrogatepass")
        return send(browser, "GET", f"{form.action}?{query}")
    fields["csrf_token"] = csrf_token(browser)
    if form.is_multipart:
        name, text = TORTURE[number % len(TORTURE)]
        content = (
            f"本文,{name}\n".encode() + b'"' + text.encode("utf-8", "surrogatepass").replace(b'"', b'""') + b'",x\n'
        )
        sent: dict[str, Any] = {key: _last(value) for key, value in fields.items()}
        sent["file"] = (io.BytesIO(content), _as_file_name(text))
        return send(browser, "POST", form.action, data=sent, content_type="multipart/form-data")
    body = urlencode(fields, doseq=True, errors="surrogatepass")
    return send(browser, "POST", form.action, data=body, content_type="application/x-www-form-urlencoded")


def _last(value: Any) -> str:
    text = str(value[-1] if isinstance(value, list) else value)
    return text.encode("utf-8", "replace").decode()


def _as_file_name(text: str) -> str:
    """What a hostile browser can send as a file's name: no line break, or the part would end there."""
    return text.encode("utf-8", "replace").decode().replace("\r", "").replace("\n", "") or "x"


def send(browser: FlaskClient, method: str, path: str, **what: Any) -> TestResponse:
    """Send a request in a context of its own."""
    db.session.rollback()
    return Context().run(browser.open, path, method=method, buffered=True, **what)


@pytest.mark.parametrize("strings", [A_FEW, pytest.param(len(TORTURE), marks=pytest.mark.trust)])
def test_every_field_of_every_form_takes_every_strange_string(
    world: World, monkeypatch: pytest.MonkeyPatch, strings: int
) -> None:
    assert len(TORTURE) >= 80
    forms = forms_of_all_pages(world)
    wrong = []
    with nothing_kept(monkeypatch):
        for position, form in enumerate(forms):
            for number in range(strings):
                # A few strings for each form, and another few for the next: together they are all of them.
                chosen = number if strings == len(TORTURE) else position * A_FEW + number
                status = fill_in(world, form, chosen).status_code
                if status not in KNOWN_ANSWERS:
                    wrong.append(f"{form.method} {form.action} with {TORTURE[chosen % len(TORTURE)][0]}: {status}")
    assert len([form for form in forms if form.typed]) >= 20
    assert wrong == []


def test_every_form_that_writes_carries_a_token_and_a_key(world: World) -> None:
    writing = [form for form in forms_of_all_pages(world) if form.method == "POST"]
    assert {form.action for form in writing if len(form.fields.get("csrf_token", [])) != 1} == set()
    assert {form.action for form in writing if len(form.fields.get("idempotency_key", [])) != 1} <= set(HARMLESS_TWICE)


BODIES = {
    "nested": "[" * 100_000,
    "nested and closed": "[" * 100_000 + "]" * 100_000,
    "nested objects": '{"a":' * 100_000,
    "half of a character": '{"body": "\\ud800"}',
    "a list": "[1, 2]",
    "a number": "1e999",
    "a word": '"body"',
    "nothing": "null",
    "broken": "{",
    "no UTF-8": b"\xff\xfe",
    "NaN": '{"body": NaN}',
    **{f"strange {name}": json.dumps({"body": text, "title": text, "name": text}) for name, text in TORTURE[::4]},
}


@pytest.mark.parametrize("strings", [A_FEW, pytest.param(len(BODIES), marks=pytest.mark.trust)])
def test_no_route_fails_on_json(world: World, monkeypatch: pytest.MonkeyPatch, strings: int) -> None:
    wrong = []
    bodies = list(BODIES.items())
    with nothing_kept(monkeypatch):
        for position, (rule, method) in enumerate(writing_routes(world.app)):
            browser = world.browser(somebody_allowed(rule, method))
            path = world.path(rule, TABLE[rule.endpoint].get("url", {}))
            headers = {"X-CSRFToken": csrf_token(browser)}
            for number in range(strings):
                name, body = bodies[(position * strings + number) % len(bodies)]
                what = {"data": body, "content_type": "application/json", "headers": headers}
                status = send(browser, method, path, **what).status_code
                if status not in KNOWN_ANSWERS | {204, 401}:  # nobody shows a token here
                    wrong.append(f"{method} {path} with {name}: {status}")
    assert wrong == []


def test_json_nested_too_deep_is_a_bad_request_even_with_a_token(world: World, client: PageClient) -> None:
    browser = world.browser("citizen")
    idea = world.urls["idea_id"]["published in submission"]
    what = {"data": BODIES["nested and closed"], "content_type": "application/json"}
    answer = send(browser, "POST", f"/ideas/{idea}/comments", headers={"X-CSRFToken": csrf_token(browser)}, **what)
    assert answer.status_code == 400
