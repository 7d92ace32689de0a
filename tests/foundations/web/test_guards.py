"""Default deny: no view without a guard, and what each guard answers."""

import datetime as dt
from types import SimpleNamespace

import pytest
from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from app import create_app
from foundations.settings import Settings
from foundations.web import actors, guards
from foundations.web.guards import UnguardedView, guard, public

NOW = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


def site(*, signed_in: bool, minutes_ago: int = 0) -> Flask:
    """A tiny application with one view of each kind."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="x", SIGN_IN_ENDPOINT="sign_in", REAUTHENTICATION_ENDPOINT="again")
    actor = SimpleNamespace(
        person_id=1 if signed_in else None,
        is_signed_in=signed_in,
        at=NOW,
        reauthenticated_at=NOW - dt.timedelta(minutes=minutes_ago),
    )
    actors.init_actors(app, lambda _token, _at: actor)
    pages = Blueprint("pages", __name__)

    @pages.get("/things/<int:thing_id>")
    @guard(lambda _actor, thing: thing == 1, load=lambda _actor, thing_id: thing_id if thing_id < 3 else None)
    def show_thing(thing: int) -> ResponseReturnValue:
        return f"thing {thing}"

    @pages.get("/desk")
    @guard(lambda one: one.is_signed_in, needs_fresh_sign_in=True)
    def show_desk() -> ResponseReturnValue:
        return "desk"

    @pages.get("/api")
    @guard(lambda one: one.is_signed_in, is_api=True)
    def show_api() -> ResponseReturnValue:
        return "api"

    app.register_blueprint(pages)
    app.add_url_rule("/sign-in", "sign_in", public("…")(lambda: "sign in"))
    app.add_url_rule("/again", "again", public("…")(lambda: "again"))
    guards.seal(app)
    return app


def test_application_with_an_unmarked_view_does_not_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = guards.seal

    def seal_with_a_forgotten_view(app: Flask) -> None:
        app.add_url_rule("/forgotten", "forgotten", lambda: "open to everybody")
        seal(app)

    monkeypatch.setattr(guards, "seal", seal_with_a_forgotten_view)
    with pytest.raises(UnguardedView, match="forgotten"):
        create_app(settings)


@pytest.mark.parametrize(("path", "status"), [("/things/1", 200), ("/things/2", 403), ("/things/3", 404)])
def test_what_cannot_be_seen_is_not_there_and_what_cannot_be_done_is_forbidden(path: str, status: int) -> None:
    assert site(signed_in=True).test_client().get(path).status_code == status


def test_visitor_is_led_to_sign_in_and_back() -> None:
    answer = site(signed_in=False).test_client().get("/things/2?page=3")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/things/2?page%3D3")


def test_script_is_told_to_go_to_sign_in() -> None:
    answer = site(signed_in=False).test_client().get("/things/2", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


def test_api_answers_401() -> None:
    assert site(signed_in=False).test_client().get("/api").status_code == 401


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (5, 200), (6, 303)])
def test_grave_act_needs_a_fresh_sign_in(minutes: int, status: int) -> None:
    answer = site(signed_in=True, minutes_ago=minutes).test_client().get("/desk")
    assert answer.status_code == status
