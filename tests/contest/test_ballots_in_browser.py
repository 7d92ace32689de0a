"""The vote in a real browser, with script and without: every page on its way, by axe and on a narrow screen."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from accounts.enums import Role, contest_scope
from accounts.models import Person
from contest.enums import Phase
from contest.models import Contest
from foundations.database.session import db
from tests.browsers import chromium, faults, served
from tests.clients import PageClient
from tests.contest.voting import BALLOT, ballots_cast
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.factories.contest import make_contest

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {
        "check": "選んだ内容を確かめる",
        "change": "選び直す",
        "cast": "投票する",
        "state": "3件中3件を選んでいます",
    },
    "en": {
        "check": "Check my ballot",
        "change": "Change my picks",
        "cast": "Cast the ballot",
        "state": "3 of 3 picked",
    },
}


class View(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: str
    width: int
    has_script: bool


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


def opened(browser: Browser, app: Flask, address: str, person: Person, view: View) -> Page:
    """A window in which the person is signed in."""
    client = PageClient(app)
    sign_in(client, person)
    cookie = client.browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    db.session.remove()
    context = browser.new_context(
        base_url=address,
        viewport={"width": view.width, "height": 800},
        color_scheme="dark" if view.scheme == "dark" else "light",
        java_script_enabled=view.has_script,
        bypass_csp=True,  # axe is put into the page as a script of its own
    )
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context.new_page()


def pick(page: Page, *places: int) -> None:
    """Press the boxes at these places."""
    for place in places:
        page.locator("input[type=checkbox]").nth(place).click()


@pytest.mark.parametrize(
    "view",
    [
        View("ja", "light", 320, has_script=True),
        View("ja", "dark", 1280, has_script=True),
        View("en", "dark", 320, has_script=True),
        View("ja", "light", 320, has_script=False),
    ],
)
def test_ballot_is_cast_and_every_page_on_the_way_is_without_fault(
    browser: Browser, database: Flask, address: str, night: Contest, view: View
) -> None:
    words, found = WORDS[view.language], {}
    page = opened(browser, database, address, make_person(language=view.language), view)

    def look(name: str) -> None:
        found[name] = faults(page) if view.has_script else []

    page.goto("/contests/night")
    look("contest")
    page.locator(f"a[href='{BALLOT}']").click()
    pick(page, 0, 1, 2)
    if view.has_script:
        assert page.locator("[data-pick-state]").first.inner_text() == words["state"]
    look("choosing")
    pick(page, 3)
    page.get_by_role("button", name=words["check"]).click()
    page.wait_for_selector(".error-summary")
    look("too many")
    pick(page, 0, 5)
    page.get_by_role("button", name=words["check"]).click()
    page.locator("summary").first.click()
    page.locator("textarea").first.fill("夜も使えるとよいです。")
    look("checking")
    page.get_by_role("button", name=words["change"]).click()
    assert page.locator("input[type=checkbox]:checked").count() == 4
    page.get_by_role("button", name=words["check"]).click()
    assert page.locator("textarea").first.input_value() == "夜も使えるとよいです。"
    page.locator("main").get_by_role("button", name=words["cast"]).click()
    page.wait_for_url("**/ballots/*")
    page.locator("main summary").click()
    look("receipt")
    page.goto(BALLOT)
    assert "/ballots/" in page.url
    page.context.close()
    assert {name: problems for name, problems in found.items() if problems} == {}
    assert ballots_cast() == 1


def test_pages_that_say_why_not_are_without_fault(
    browser: Browser, database: Flask, address: str, night: Contest
) -> None:
    view, judge, late = (
        View("ja", "light", 320, has_script=True),
        make_person(language="ja"),
        make_person(language="ja"),
    )
    grant_role(judge, Role.JUDGE, contest_scope(night.id))
    closed = f"/contests/{make_contest(phase=Phase.JUDGING).slug}/ballot"
    found = {}
    for person, path in ((judge, BALLOT), (make_person(is_confirmed=False), BALLOT), (late, closed)):
        page = opened(browser, database, address, person, view)
        page.goto(path)
        found[path, person.name] = faults(page)
        page.context.close()
    assert {name: problems for name, problems in found.items() if problems} == {}
