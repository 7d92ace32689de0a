"""What was typed outlives the sign-in on every route there is, and is never acted upon without its writer's press."""

from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update
from werkzeug.routing import Rule

from accounts.models import SignIn
from foundations.database.clock import now
from foundations.database.session import db
from foundations.web.guards import REAUTHENTICATION_LASTS, Access, access_of
from foundations.web.kept_words import FIELD, ONLY_SHOW, KeptWords, unsealed
from tests.access.test_routes import TABLE, csrf_token, members
from tests.access.world import ACTORS, World, build_world
from tests.clients import Page

TYPED = {"body": "夜道が暗くて\r\n困っています。", "reason": "<b>規則</b>に&quot;合わない", "points_7": "4"}
KEPT = [("body", "夜道が暗くて\n困っています。"), ("reason", "<b>規則</b>に&quot;合わない"), ("points_7", "4")]


@pytest.fixture
def world(database: Flask) -> World:
    return build_world(database)


def guarded(app: Flask) -> list[tuple[Rule, Access]]:
    """Every route that takes a form from somebody signed in."""
    found = [
        (rule, access_of(app, rule.endpoint)) for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())
    ]
    return [(rule, access) for rule, access in found if access is not None and access.policy is not None]


def path_of(world: World, rule: Rule) -> str:
    return world.path(rule, TABLE[rule.endpoint].get("url", {}))


def post(world: World, actor: str, path: str, fields: dict[str, str]) -> tuple[int, str]:
    """Send ``fields`` with a token of the actor's own; return status and page."""
    db.session.rollback()
    browser = world.browser(actor)
    answer = Context().run(browser.post, path, data={"csrf_token": csrf_token(browser), **fields})
    return answer.status_code, answer.text


def words_in(page: Page, action: str) -> KeptWords | None:
    """What the form that is sent to ``action`` carries along."""
    return unsealed(page.fields(page.form(action))[FIELD][0])


def test_every_form_comes_through_signing_in(world: World) -> None:
    wrong = []
    for rule, _access in guarded(world.app):
        path = path_of(world, rule)
        status, text = post(world, "anonymous", path, TYPED | {"idempotency_key": "k"})
        words = words_in(Page(text), "/sign-in") if status == 401 else None
        if words is None or (words.path, list(map(tuple, words.fields)), words.key) != (path, KEPT, "k"):
            wrong.append(f"{path}: {status} {words}")
    assert wrong == []


def test_every_weighty_form_comes_through_proving_oneself_again(world: World) -> None:
    db.session.execute(update(SignIn).values(reauthenticated_at=now() - 2 * REAUTHENTICATION_LASTS))
    db.session.commit()
    weighty = [rule for rule, access in guarded(world.app) if access.needs_fresh_sign_in]
    for rule in weighty:
        path = path_of(world, rule)
        actor = next(one for one in ACTORS for name in TABLE[rule.endpoint]["POST"] if one in members(name))
        status, text = post(world, actor, path, TYPED)
        words = words_in(Page(text), "/re-authentication")
        assert words is not None
        assert (status, words.path, list(map(tuple, words.fields))) == (401, path, KEPT)
    assert len(weighty) >= 2


def test_form_that_is_only_shown_again_is_never_acted_upon(world: World) -> None:
    written: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        written.extend([statement] if statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE"} else [])

    statuses: dict[str, int] = {}
    event.listen(db.engine, "after_cursor_execute", note)  # what the database refused is not written
    for rule, _access in guarded(world.app):
        for actor in [one for one in ACTORS for name in TABLE[rule.endpoint]["POST"] if one in members(name)][:1]:
            path = path_of(world, rule)
            statuses[path], _page = post(world, actor, path, TYPED | {ONLY_SHOW: "1"})
    event.remove(db.engine, "after_cursor_execute", note)
    assert {path: status for path, status in statuses.items() if status not in {200, 303, 400, 409}} == {}
    assert written == []


def test_button_leads_back_to_where_it_stood(world: World) -> None:
    contest = world.urls["idea_id"]["published in submission"]
    browser = world.browser("anonymous")
    token = csrf_token(browser)
    headers = {"Referer": "http://localhost/contests/submission/ideas?page=2"}
    answer = Context().run(
        browser.post, f"/ideas/{contest}/support", data={"csrf_token": token, "idempotency_key": "k"}, headers=headers
    )
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/sign-in?next=/contests/submission/ideas?page%3D2",
    )
