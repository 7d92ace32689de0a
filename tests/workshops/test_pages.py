"""Workshops as people meet them: registering, the door, a slip without an account, the board, the minutes."""

import re

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import event, select

from accounts.enums import Role
from contest.enums import IdeaOrigin, Phase
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.factories.contest import make_contest, make_idea
from tests.factories.workshops import (
    HOUR,
    make_board,
    make_group,
    make_note,
    make_registration,
    make_slip,
    make_workshop,
    publish,
)
from workshops.models import Note, Registration, Workshop, WorkshopIdea

QUERIES_OF_A_BOARD = 4


def facilitator_of(app: Flask) -> PageClient:
    """A browser in which a facilitator is signed in."""
    person, browser = make_person(), PageClient(app)
    grant_role(person, Role.FACILITATOR)
    sign_in(browser, person)
    return browser


def links(page: Page) -> set[str]:
    """Where the links of a page lead."""
    return {str(link.get("href")) for link in page.root.iter("a")}


def test_registering_leads_to_the_code_for_the_door_and_check_in(database: Flask, client: PageClient) -> None:
    workshop, person = make_workshop(begins_in=-HOUR), make_person()
    sign_in(client, person)
    page = client.follow(client.send(client.get(f"/workshops/{workshop.slug}")))
    assert "You have a place." in page.text
    qr = client.get_raw(f"/workshops/{workshop.slug}/registration/qr")
    assert (qr.status_code, qr.content_type, b"<svg" in qr.data) == (200, "image/svg+xml", True)
    registration = db.session.scalars(select(Registration)).one()
    door = facilitator_of(database)
    desk = door.follow(door.send(door.get(f"/check-ins/{registration.code}")))
    assert f"{person.name} has been checked in." in desk.text
    assert "Choose the table at which you sit" in client.get(f"/workshops/{workshop.slug}/registration").text


def test_code_for_the_door_is_nothing_to_others(database: Flask, client: PageClient) -> None:
    assert database
    registration = make_registration(make_workshop(begins_in=-HOUR), make_person())
    sign_in(client, make_person())
    assert client.get_raw(f"/check-ins/{registration.code}").status_code == 404


def test_place_is_given_back_after_being_asked_once(database: Flask, client: PageClient) -> None:
    assert database
    workshop, person = make_workshop(), make_person()
    make_registration(workshop, person)
    sign_in(client, person)
    page = client.follow(client.send(client.get(f"/workshops/{workshop.slug}/registration/cancellation")))
    assert "You have given your place back." in page.text


def test_calendar_file_has_the_hours_and_the_place(database: Flask, client: PageClient) -> None:
    assert database
    workshop = make_workshop()
    workshop.title_ja = "行\r\n間; 読む, “\u2028”"
    db.session.commit()
    answer = client.get_raw(f"/workshops/{workshop.slug}/calendar?lang=ja")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        workshop.starts_at.replace(microsecond=0),
        workshop.ends_at.replace(microsecond=0),
    )
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75
    assert re.search(rb"(?<!\r)\n", answer.data) is None


def test_slip_lets_a_phone_write_without_an_account_and_no_second_one(database: Flask, client: PageClient) -> None:
    board = make_board(make_workshop(begins_in=-HOUR))
    slip, _ = make_slip(board, make_person())
    table = client.follow(client.send(client.get("/slips"), code=slip.code.lower()))
    page = client.follow(client.send(table, to=f"/boards/{board.id}/notes", body="A bench every hundred metres"))
    assert "A bench every hundred metres" in page.text
    second = PageClient(database)
    refused = second.send(second.get("/slips"), code=slip.code)
    assert refused.status_code == 409
    assert "Another phone is already writing with this slip" in refused.text
    assert db.session.scalars(select(Note.body)).all() == ["A bench every hundred metres"]


def test_too_long_note_is_refused_and_kept_in_the_form(database: Flask, client: PageClient) -> None:
    assert database
    board = make_board(make_workshop(begins_in=-HOUR))
    slip, _ = make_slip(board, make_person())
    table = client.follow(client.send(client.get("/slips"), code=slip.code))
    refused = client.send(table, to=f"/boards/{board.id}/notes", body="あ" * 141)
    assert (refused.status_code, "あ" * 141 in refused.text) == (422, True)
    assert db.session.scalars(select(Note)).all() == []


def test_unchanged_board_answers_with_nothing_and_a_changed_one_with_itself(
    database: Flask, client: PageClient
) -> None:
    assert database
    workshop, person = make_workshop(begins_in=-HOUR), make_person()
    make_registration(workshop, person, has_come=True)
    board = make_board(workshop, is_revealed=True)
    sign_in(client, person)
    changes = f"/boards/{board.id}/changes?since={board.version}"
    assert client.get_raw(changes, **{"HX-Request": "true"}).status_code == 204
    make_note(board, person, body="Shade")
    board.version += 1
    db.session.commit()
    fragment = client.get_raw(changes, **{"HX-Request": "true"})
    assert (fragment.status_code, "Shade" in fragment.text, "<html" in fragment.text) == (200, True, False)


def test_idea_made_of_a_group_shows_the_way_back_to_the_notes(database: Flask, client: PageClient) -> None:
    assert database
    contest, person = make_contest(phase=Phase.SUBMISSION), make_person()
    workshop: Workshop = make_workshop(begins_in=-HOUR, contest=contest)
    board = make_board(workshop, is_revealed=True)
    group = make_group(board, heading="Benches")
    make_note(board, person, group=group)
    idea = make_idea(contest, title="Benches everywhere")
    idea.origin = IdeaOrigin.WORKSHOP
    db.session.add(WorkshopIdea(group_id=group.id, idea_id=idea.id, made_by_id=person.id, made_at=now()))
    db.session.commit()
    page = client.get(f"/ideas/{idea.id}")
    assert "Group of 1 note" in page.text
    notes = f"/boards/{board.id}#group-{group.id}"
    assert {f"/workshops/{workshop.slug}"} <= links(page)
    assert notes not in links(page)
    publish(workshop, person)
    assert notes in links(client.get(f"/ideas/{idea.id}"))
    assert f"/ideas/{idea.id}" in links(client.get(f"/workshops/{workshop.slug}"))


@pytest.mark.parametrize("count", [1, 12])
def test_board_asks_the_same_number_of_queries_whatever_its_size(
    database: Flask, client: PageClient, count: int
) -> None:
    assert database
    workshop, person = make_workshop(begins_in=-HOUR), make_person()
    board = make_board(workshop, is_revealed=True)
    for number in range(count):
        group = make_group(board, heading=f"Group {number}")
        make_note(board, person, group=group)
    publish(workshop, person)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", count_query := lambda *given: asked.append(given[2]))
    client.get(f"/boards/{board.id}")
    event.remove(db.engine, "before_cursor_execute", count_query)
    assert len(asked) == QUERIES_OF_A_BOARD, asked
