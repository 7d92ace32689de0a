"""R-03 and R-33: which policies may stand before a writing route, and which acts ask who one is once more."""

import datetime as dt
from contextvars import Context

import pytest
from flask import Flask
from sqlalchemy import update

from accounts.models import SignIn
from foundations.database.clock import now
from foundations.database.session import db
from foundations.web.guards import access_of
from tests.access.test_forgeries import somebody_allowed, writing_routes
from tests.access.test_routes import TABLE, csrf_token, rules
from tests.access.world import build_world, nothing_kept

READING = ("may_read_", "may_see_", "may_open_", "may_be_")
DECIDED_BY_THE_SERVICE = {
    "contest.check_ballot": "who cannot vote is told why; services.check_may_vote decides",
    "contest.cast_ballot": "the same",
}
# Opening the counts, publishing results, moving a deadline, changing the rules, giving and ending a role,
# taking one's data away. Mail addresses have no page yet. Whoever accepts a role signs in again to use it.
WEIGHTY = {
    ("contest.confirm_count", "GET"),
    ("contest.open_counts", "POST"),
    ("contest.release_results", "POST"),
    ("governance_board.show_appointment", "GET"),
    ("governance_board.appoint_member", "POST"),
    ("governance_board.end_holding", "POST"),
    ("governance_board.carry_out_motion", "POST"),
    ("governance_board.new_suspension", "GET"),
    ("governance_board.request_suspension", "POST"),
    ("governance_board.sign_suspension", "POST"),
    ("contest.edit_schedule", "GET"),
    ("contest.change_schedule", "POST"),
    ("contest.edit_texts", "GET"),
    ("contest.change_texts", "POST"),
    ("contest.invite_judge", "POST"),
    ("contest.show_dismissal", "GET"),
    ("contest.dismiss_judge", "POST"),
    ("consent.make_export_link", "POST"),
}


def test_no_writing_route_stands_under_a_permission_to_read(built_app: Flask) -> None:
    under_reading = {
        rule.endpoint
        for rule, _method in writing_routes(built_app)
        if (access := access_of(built_app, rule.endpoint)) is not None
        if access.policy is not None and access.policy.__name__.startswith(READING)
    }
    assert under_reading == set(DECIDED_BY_THE_SERVICE)


def test_weighty_acts_are_marked_as_such(built_app: Flask) -> None:
    marked = {
        (rule.endpoint, method)
        for rule, method in rules(built_app)
        if (access := access_of(built_app, rule.endpoint)) is not None and access.needs_fresh_sign_in
    }
    assert marked == WEIGHTY


@pytest.mark.parametrize(("minutes", "is_let_through"), [(4, True), (6, False)])
def test_weighty_act_needs_a_proof_of_five_minutes(
    database: Flask, monkeypatch: pytest.MonkeyPatch, minutes: int, is_let_through: bool
) -> None:
    world = build_world(database)
    db.session.execute(update(SignIn).values(reauthenticated_at=now() - dt.timedelta(minutes=minutes)))
    db.session.commit()
    led_away = set()
    with nothing_kept(monkeypatch):
        for rule, method in rules(database):
            if (rule.endpoint, method) in WEIGHTY:
                browser = world.browser(somebody_allowed(rule, method))
                path = world.path(rule, TABLE[rule.endpoint].get("url", {}))
                fields = {} if method == "GET" else {"csrf_token": csrf_token(browser)}
                answer = Context().run(browser.open, path, method=method, data=fields)
                if answer.headers.get("Location", "").startswith("/re-authentication?next="):
                    led_away.add((rule.endpoint, method))
    assert led_away == (set() if is_let_through else WEIGHTY)
