"""A table in a real browser: a change is seen on another phone, the keyboard is enough, and axe finds nothing."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from accounts.enums import Role
from tests.browsers import chromium, faults, served
from tests.factories.accounts import grant_role, make_person
from tests.factories.workshops import HOUR, make_board, make_group, make_note, make_slip, make_workshop, publish

pytestmark = pytest.mark.browser

WITHIN = 3_000
"""Milliseconds in which a change must be seen by others."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(database: Flask) -> Iterator[str]:
    """Where the application is served."""
    with served(database) as where:
        yield where


def phone(browser: Browser, address: str, code: str, *, language: str = "en", has_script: bool = True) -> Page:
    """A phone that shows the table of a slip."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, locale=language, java_script_enabled=has_script
    )
    page = context.new_page()
    page.goto(f"{address}/slips")
    page.locator("#code").fill(code)
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"/boards/\d+$"))
    return page


def test_note_of_one_phone_is_seen_by_the_other_in_three_seconds(browser: Browser, address: str) -> None:
    board, facilitator = make_board(make_workshop(begins_in=-HOUR), is_revealed=True), make_person()
    make_group(board, heading="Shade")
    slips = [make_slip(board, facilitator)[0] for _ in range(2)]
    writer, reader = (phone(browser, address, slip.code) for slip in slips)
    expect(reader.locator(".note")).to_have_count(0)
    writer.locator("#body").fill("A bench every hundred metres")
    writer.get_by_role("button", name="Put it on the table").click()
    expect(reader.locator(".note")).to_have_text(re.compile("A bench every hundred metres"), timeout=WITHIN)


@pytest.mark.parametrize("has_script", [True, False])
def test_note_is_moved_into_a_group_with_the_keyboard_alone(browser: Browser, address: str, has_script: bool) -> None:
    board, facilitator = make_board(make_workshop(begins_in=-HOUR), is_revealed=True), make_person()
    make_group(board, heading="Shade")
    make_note(board, facilitator, body="Trees")
    page = phone(browser, address, make_slip(board, facilitator)[0].code, has_script=has_script)
    choice = page.get_by_label("Group of the note “Trees”")
    choice.focus()
    page.keyboard.press("S")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Shade").locator(".note")).to_have_count(1)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_workshops_have_no_faults(browser: Browser, address: str, language: str, scheme: str) -> None:
    facilitator, workshop = make_person(persona="facilitator"), make_workshop(begins_in=-HOUR)
    grant_role(facilitator, Role.FACILITATOR)
    grant_role(facilitator, Role.SECRETARIAT)
    board = make_board(workshop, is_revealed=True)
    make_note(board, facilitator, group=make_group(board))
    make_note(board, facilitator)
    slip, _ = make_slip(board, facilitator, is_claimed=True)
    coming, reported = make_workshop(), make_workshop(begins_in=-HOUR)
    publish(reported, facilitator)
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale=language, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/demo")
    page.locator("form:has(input[value=facilitator]) button").click()
    paths = [
        "/workshops/",
        f"/workshops/{workshop.slug}",
        f"/workshops/{reported.slug}",
        "/workshops/new",
        f"/workshops/{coming.slug}/set-up",
        f"/workshops/{coming.slug}/calling-off",
        f"/workshops/{workshop.slug}/desk",
        f"/workshops/{workshop.slug}/minutes",
        f"/boards/{board.id}",
        f"/boards/{slip.board_id}/slips",
        "/slips",
    ]
    found = {}
    for path in paths:
        page.goto(address + path)
        if told := faults(page):
            found[path] = told
    assert found == {}
