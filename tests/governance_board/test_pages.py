"""The council by page: from the call to the rule, by those whose office it is; and what visitors read."""

import datetime as dt
import json

import pytest
from flask import Flask

from accounts.enums import Role
from accounts.models import Person
from foundations.database.clock import now
from foundations.database.session import db
from governance_board.enums import MotionKind, MotionState
from governance_board.methods.records import replay_record
from governance_board.models import Meeting, Motion, Suspension
from tests.clients import Page, PageClient
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.factories.council import PERMIT, Board, carry, make_board, make_meeting, make_motion, make_rule, wording


@pytest.fixture
def board(database: Flask) -> Board:
    """A council whose clock stands months ago, so that what it has done is over by now."""
    made = make_board(at=now() - dt.timedelta(days=120))
    for person in made.people:
        grant_role(person, Role.COUNCIL_MEMBER)
    grant_role(made.people[0], Role.CHAIR)
    return made


def secretariat() -> Person:
    """An officer of the secretariat."""
    person = make_person()
    grant_role(person, Role.SECRETARIAT)
    return person


def press(client: PageClient, page: Page, action: str, **typed: str) -> Page:
    """Press the button of a page's form and go where it leads."""
    return client.follow(client.send(page, to=action, **typed))


def as_person(client: PageClient, person: Person) -> PageClient:
    """The same browser, signed in as somebody else."""
    sign_in(client, person)
    return client


def test_motion_goes_from_desk_to_rule_by_page(client: PageClient, board: Board) -> None:
    officer, chair = secretariat(), board.people[0]
    board.at = now() - dt.timedelta(days=9)
    as_person(client, officer)
    says = wording(board)
    page = client.get("/council/motions/new?kind=enact_rule")
    typed = {
        "kind": "enact_rule", "formula": "majority", "rule_slug": "people-flow", "title_ja": "人流", "title_en": "Flow",
        "text_ja": "本文", "text_en": "Text", "terms": PERMIT, "effective_on": str(says.effective_on), "reason": "案",
    }  # fmt: skip
    refused = client.page_of(client.send(page, to="/council/motions", **typed))
    assert "A rule needs a review date" in refused.text
    motion_page = press(client, refused, "/council/motions", **typed, review_on=str(says.review_on))
    motion = db.session.query(Motion).one()
    assert "Nobody has declared an interest" in motion_page.text
    address = f"/council/motions/{motion.id}"
    meeting = make_meeting(board, motion)
    db.session.query(Meeting).one()
    as_person(client, chair)
    at_meeting = client.get(f"/council/meetings/{meeting.id}")
    press(client, at_meeting, f"/council/meetings/{meeting.id}/items/{meeting.items[0].id}/opening")
    press(client, client.get(address), f"{address}/vote")
    for person in board.people:
        as_person(client, person)
        press(client, client.get(address), f"{address}/votes", choice="yes")
    assert client.get_raw(f"{address}/record.json").status_code == 404
    twice = client.page_of(client.send(client.get(address), to=f"{address}/votes", choice="no"), 409)
    assert "has already voted" in twice.text
    as_person(client, chair)
    counted = press(client, client.get(address), f"{address}/count")
    assert "The motion was carried." in counted.text
    record = client.get_raw(f"{address}/record.json").text
    result, agrees = replay_record(record)
    assert (result.total("yes"), agrees) == (9, True)
    as_person(client, officer)
    press(client, client.get(address), f"{address}/execution")
    rule_page = client.get("/rules/people-flow")
    assert "Rule 1" in rule_page.text
    assert db.session.query(Motion).one().state == MotionState.CARRIED_OUT


def test_amendment_shows_what_changed(client: PageClient, board: Board) -> None:
    board.at = now() - dt.timedelta(days=9)
    motion = make_motion(board)
    as_person(client, board.people[3])
    page = client.get(f"/council/motions/{motion.id}/amendment")
    shown = press(client, page, f"/council/motions/{motion.id}/amendment", text_en="Another text", reason="Clearer")
    added = ["".join(one.itertext()) for one in shown.root.iter("ins")]
    removed = ["".join(one.itertext()) for one in shown.root.iter("del")]
    assert (added, removed) == (["Another text"], ["Text"])


def test_recused_member_is_told_so(client: PageClient, board: Board) -> None:
    motion = make_motion(board)
    as_person(client, board.people[2])
    page = client.get(f"/council/motions/{motion.id}/interest")
    shown = press(client, page, f"/council/motions/{motion.id}/interest", kind="employment", note="I work there.")
    assert "Recused: Seat 3" in shown.text


def test_two_members_of_different_sectors_stop_a_dataset(client: PageClient, board: Board) -> None:
    as_person(client, board.people[4])
    page = client.get("/council/suspensions/new")
    asked = press(client, page, "/council/suspensions", target="dataset", name="flow", reason="Somebody is found out.")
    assert "Nothing is stopped yet" in asked.text
    number = db.session.query(Suspension.id).scalar()
    address = f"/council/suspensions/{number}"
    as_person(client, board.people[5])
    same = client.send(client.get(address), to=f"{address}/signatures")
    assert same.status_code == 409
    as_person(client, board.people[7])
    assert "Decide whether to sign" in client.get("/council/desk").text
    assert "Every use is refused now" in press(client, client.get(address), f"{address}/signatures").text
    assert "Stopped: flow" in client.get("/council/").text


def test_rule_is_read_as_of_a_day(client: PageClient, board: Board) -> None:
    rule = make_rule(board)
    day = rule.versions[0].effective_on
    assert "Not in force" in client.get("/rules/people-flow?at=2020-01-01").text
    known = f"known_at={day.isoformat()}"
    assert "In force in force" in " ".join(client.get(f"/rules/people-flow?at={day}&{known}").text.split())
    told = json.loads(client.get_raw(f"/rules/people-flow.json?at={day}&{known}").text)
    assert (told["version_in_force"], told["versions"][0]["hash"]) == (1, rule.versions[0].hash)
    unknown = json.loads(client.get_raw(f"/rules/people-flow.json?at={day}&known_at=2020-01-01").text)
    assert unknown["version_in_force"] is None
    assert [client.get_raw(f"/rules/?at={wrong}").status_code for wrong in ("yesterday", "9999-12-31", "1")] == [
        400
    ] * 3


def test_minutes_are_drafted_approved_and_published_by_page(client: PageClient, board: Board) -> None:
    motion = make_motion(board)
    meeting = carry(board, motion)
    officer = secretariat()
    as_person(client, board.people[0])
    page = client.get(f"/council/meetings/{meeting.id}")
    press(client, page, f"/council/meetings/{meeting.id}/closing")
    as_person(client, officer)
    draft = press(client, client.get(f"/council/meetings/{meeting.id}"), f"/council/meetings/{meeting.id}/minutes")
    assert "The motion was carried." in draft.text
    address = f"/council/minutes/{meeting.id}"
    visitor = PageClient(client.app)
    visitor.get(address, status=404)
    as_person(client, board.people[0])
    press(client, client.get(address), f"/council/meetings/{meeting.id}/minutes/approval")
    as_person(client, officer)
    press(client, client.get(address), f"/council/meetings/{meeting.id}/minutes/publication")
    assert "The motion was carried." in visitor.get(address).text


def test_without_a_council_acts_are_refused_with_a_sentence(client: PageClient, database: Flask) -> None:
    as_person(client, secretariat())
    page = client.get("/council/meetings/new")
    typed = {"title_ja": "会議", "title_en": "Meeting", "place_ja": "都庁", "place_en": "Hall"}
    answer = client.send(page, to="/council/meetings", **typed, starts_at="2099-01-01T10:00")
    assert "There is no council yet" in client.page_of(answer, 409).text


def test_every_kind_of_motion_asks_what_it_is_about(client: PageClient, board: Board) -> None:
    as_person(client, board.people[1])
    page = client.get("/council/motions/new")
    for kind in set(MotionKind) - {MotionKind.RESOLUTION}:
        typed = dict.fromkeys(("title_ja", "title_en", "text_ja", "text_en", "reason"), "x")
        refused = client.page_of(client.send(page, to="/council/motions", kind=kind.value, formula="majority", **typed))
        assert "Name what the motion is about." in refused.text
