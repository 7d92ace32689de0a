"""R-14: no forged request is accepted by any route that writes; and each would be without the forgery."""

import json
from collections import Counter
from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from foundations.database.session import db
from tests.access.test_routes import TABLE, allowed, counting_writes, csrf_token, rules
from tests.access.world import ACTORS, World, build_world, nothing_kept

pytestmark = pytest.mark.slow

_NO_COOKIE = (
    "reads no cookie: whoever asks shows an organisation's token in a header, which no page can make a browser send"
)
NEEDS_NO_TOKEN = {
    "web.receive_csp_report": "browsers send these by themselves; nothing is kept of them",
    "data_platform.evaluate": _NO_COOKIE,
    "data_platform.evaluate_box": _NO_COOKIE,
}

FORM = "application/x-www-form-urlencoded"

Tokens = dict[str, str]
FORGERIES: dict[str, Callable[[Tokens], dict[str, Any]]] = {
    "no token": lambda _: {"content_type": FORM},
    "empty token": lambda _: {"data": {"csrf_token": ""}},
    "made-up token": lambda _: {"data": {"csrf_token": "ImFiYyI.Zx.y"}},
    "token of another session": lambda tokens: {"data": {"csrf_token": tokens["session"]}},
    "token of another person": lambda tokens: {"data": {"csrf_token": tokens["person"]}},
    "token of a visitor": lambda tokens: {"data": {"csrf_token": tokens["visitor"]}},
    "token in the address": lambda tokens: {"query_string": {"csrf_token": tokens["own"]}, "content_type": FORM},
    "text/plain": lambda tokens: {
        "data": json.dumps({"csrf_token": tokens["own"]}),
        "content_type": "text/plain",
    },
    "JSON": lambda tokens: {"data": json.dumps({"csrf_token": tokens["own"]}), "content_type": "application/json"},
    "no origin": lambda tokens: from_elsewhere(tokens, Origin="null"),
    "another origin": lambda tokens: from_elsewhere(tokens, Origin="https://evil.example"),
    "origin that looks alike": lambda tokens: from_elsewhere(tokens, Origin="http://localhost.evil.example"),
    "origin of another port": lambda tokens: from_elsewhere(tokens, Origin="http://localhost:81"),
    "cross-site": lambda tokens: from_elsewhere(tokens, **{"Sec-Fetch-Site": "cross-site"}),
    "same-site": lambda tokens: from_elsewhere(tokens, **{"Sec-Fetch-Site": "same-site"}),
    "method override": lambda tokens: from_elsewhere(tokens, **{"X-HTTP-Method-Override": "DELETE"}),
}


def from_elsewhere(tokens: Tokens, **headers: str) -> dict[str, Any]:
    """A request with the right token that something else gives away."""
    return {"data": {"csrf_token": tokens["own"]}, "headers": headers}


def writing_routes(app: Flask) -> list[tuple[Rule, str]]:
    """Every route and method that may write."""
    return [(rule, method) for rule, method in rules(app) if method != "GET"]


def somebody_allowed(rule: Rule, method: str) -> str:
    """Somebody whom the route lets through; where nobody is, a citizen."""
    people = allowed(rule.endpoint, method) - {"anonymous", "suspended"}
    return next((actor for actor in ACTORS if actor in people), "citizen")


def tokens_of(world: World, browser: FlaskClient, actor: str) -> Tokens:
    """The browser's own token, and those of others."""
    other = "owner" if actor != "owner" else "citizen"
    others = {"session": world.browser(actor), "person": world.browser(other), "visitor": world.app.test_client()}
    return {"own": csrf_token(browser)} | {name: csrf_token(one) for name, one in others.items()}


def send(browser: FlaskClient, method: str, path: str, what: dict[str, Any], written: Counter[str]) -> TestResponse:
    """Send a request in a context of its own, counting what it writes."""
    db.session.rollback()
    return counting_writes(lambda: Context().run(browser.open, path, method=method, **what), written)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_no_writing_route_accepts_a_forgery(database: Flask, monkeypatch: pytest.MonkeyPatch, forgery: str) -> None:
    world = build_world(database)
    written: Counter[str] = Counter()
    answered = {}
    with nothing_kept(monkeypatch):
        for rule, method in writing_routes(database):
            actor = somebody_allowed(rule, method)
            browser = world.browser(actor)
            forged = FORGERIES[forgery](tokens_of(world, browser, actor))
            path = world.path(rule, TABLE[rule.endpoint].get("url", {}))
            answered[rule.endpoint] = send(browser, method, path, forged, written).status_code
    assert len(answered) > 30
    assert {endpoint for endpoint, status in answered.items() if status != 400} <= set(NEEDS_NO_TOKEN)
    assert written == {}


def test_every_writing_route_accepts_the_same_request_unforged(
    database: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = build_world(database)
    refused = []
    with nothing_kept(monkeypatch):
        for rule, method in writing_routes(database):
            browser = world.browser(somebody_allowed(rule, method))
            path = world.path(rule, TABLE[rule.endpoint].get("url", {}))
            own = from_elsewhere({"own": csrf_token(browser)}, Origin="http://localhost")
            if send(browser, method, path, own, Counter()).status_code == 400:
                refused.append(rule.endpoint)
    assert refused == []
