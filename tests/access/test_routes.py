"""R-01, R-03, R-12, R-13: every route, method and actor, asked by real requests.

``access.toml`` says who may use each route. A route that is not in it, or a row
that names a route that is gone, fails; so does every answer that the table does
not foresee.
"""

import tomllib
from collections import Counter
from contextvars import Context
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, text
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from contest.models import Contest
from foundations.database.session import db
from foundations.web.headers import ALWAYS
from tests.access.world import ACTORS, World, build_world, nothing_kept
from tests.clients import Page

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "access.toml").read_text("utf-8"))
GROUPS = TABLE.pop("groups")
EVERYBODY = frozenset(ACTORS)
MAY_WRITE_ON_GET = {"sign_ins"}  # when a person was last seen, at most once a minute
SIGN_IN_PATHS = {"/sign-in", "/re-authentication", "/demo"}


def rules(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with each of its methods."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def allowed(endpoint: str, method: str) -> frozenset[str]:
    """Who may use a route, from the table."""
    return frozenset(actor for name in TABLE[endpoint][method] for actor in members(name))


def members(name: str) -> list[str]:
    """The actors of a group, groups within it opened; an actor is a group of one."""
    return [actor for part in GROUPS[name] for actor in members(part)] if name in GROUPS else [name]


def test_table_names_every_route_and_no_other(built_app: Flask) -> None:
    declared = {(endpoint, method) for endpoint, row in TABLE.items() for method in row if method.isupper()}
    served = {(rule.endpoint, method) for rule, method in rules(built_app)}
    assert declared - served == set(), "rows of routes that are gone"
    assert served - declared == set(), "routes that the table does not know"


def test_groups_name_known_actors() -> None:
    assert {actor for name in GROUPS for actor in members(name)} == EVERYBODY


def test_reading_request_that_tries_to_write_is_refused(database: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world(database)

    def write(*_args: object) -> list[object]:
        db.session.execute(text("UPDATE contests SET slug = slug || 'x'"))
        db.session.commit()
        return []

    monkeypatch.setattr("contest.views.ideas.comments_on", write)
    idea = world.urls["idea_id"]["published in submission"]
    answer = Context().run(world.browser("citizen").get, f"/ideas/{idea}")
    assert answer.status_code >= 500
    assert "submission" in set(db.session.scalars(select(Contest.slug)))


@pytest.mark.slow
def test_every_route_answers_every_actor_as_the_table_says(database: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world(database)
    wrong: dict[str, list[str]] = {}
    written: Counter[str] = Counter()
    with nothing_kept(monkeypatch):
        for rule, method in rules(database):
            path = world.path(rule, TABLE[rule.endpoint].get("url", {}))
            for actor in ACTORS:
                response = ask(world, actor, method, path, written)
                for fault in faults(response, is_allowed=actor in allowed(rule.endpoint, method)):
                    wrong.setdefault(f"{method} {path}: {fault}", []).append(actor)
    assert not wrong, "\n".join(f"{what}: {who}" for what, who in wrong.items())
    assert set(written) <= MAY_WRITE_ON_GET, f"GET wrote: {written}"


def ask(world: World, actor: str, method: str, path: str, written: Counter[str]) -> TestResponse:
    """Send one request as ``actor``; a POST carries a token of their own session and nothing else."""
    db.session.rollback()
    browser = world.browser(actor)
    if method == "GET":
        return counting_writes(lambda: Context().run(partial(browser.get, path, buffered=True)), written)
    token = csrf_token(browser)
    return Context().run(browser.post, path, data={"csrf_token": token})


def csrf_token(browser: FlaskClient) -> str:
    """A token that the browser holds, from a page with a form that everybody can open."""
    page = Page(Context().run(browser.get, "/password-reset").text)
    fields = [control for control in page.root.iter("input") if control.get("name") == "csrf_token"]
    return str(fields[0].get("value"))


def faults(response: TestResponse, *, is_allowed: bool) -> list[str]:
    """What is wrong with an answer."""
    found = [f"no {name}" for name in ALWAYS if name not in response.headers]
    if response.status_code >= 500:
        return [*found, f"failed with {response.status_code}"]
    if is_allowed and is_denied(response):
        found.append(f"denied with {response.status_code}")
    if not is_allowed and not is_denied(response):
        found.append(f"let through with {response.status_code}")
    return found


def is_denied(response: TestResponse) -> bool:
    """Whether an answer keeps somebody out: 401, 403, 404, 410, or the way to the sign-in page."""
    if response.status_code == 303:
        return urlsplit(response.headers["Location"]).path in SIGN_IN_PATHS
    return response.status_code in {401, 403, 404, 410}


def counting_writes(send: Any, written: Counter[str]) -> TestResponse:
    """Count the tables that a request writes."""

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        words = statement.split()
        if words[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written[words[1] if words[0].upper() == "UPDATE" else words[2]] += 1

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        response: TestResponse = send()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return response
