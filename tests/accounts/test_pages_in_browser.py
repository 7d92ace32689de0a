"""Every page of accounts in a real browser: axe, narrow screens, both languages, light and dark."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from accounts.enums import CodePurpose, Role
from accounts.services.codes import issue_code
from foundations.database.clock import now
from foundations.database.session import db
from tests.browsers import chromium, served
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, grant_role, make_person, make_sign_in, sign_in

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PUBLIC = ["/sign-in", "/sign-up", "/sign-up/sent", "/password-reset", "/password-reset/sent", "/offices"]
WITH_CODE = ["/address-confirmations/<code>", "/address-confirmations/gone", "/password-reset/<code>"]
OWN = ["/my/profile", "/my/password", "/my/sign-ins", "/my/roles", "/re-authentication"]
SENT = [("/sign-up", "登録する"), ("/my/password", "パスワードを変更する"), ("/password-reset", "リンクを送る")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(database: Flask) -> Iterator[str]:
    """Where the application is served, with some people in it."""
    for name, role in (("佐藤 美咲", Role.CHAIR), ("Kenji", Role.SECRETARIAT), ("ゆず湯", Role.JUDGE)):
        grant_role(make_person(name=name), role, "contest:7" if role == Role.JUDGE else "city")
    db.session.remove()
    with served(database) as where:
        yield where


class View(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: str
    width: int


def opened(browser: Browser, app: Flask, address: str, path: str, view: View) -> Page:
    """The page at ``path``, as somebody sees it who is signed in where that is needed."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": view.width, "height": 800},
        color_scheme="dark" if view.scheme == "dark" else "light",
        bypass_csp=True,  # axe is put into the page as a script of its own
    )
    person = make_person(name="ひざ掛け", password=PASSWORD, is_confirmed=False, language=view.language)
    if "<code>" in path:
        purpose = CodePurpose.RESET_PASSWORD if "password" in path else CodePurpose.CONFIRM_ADDRESS
        path = path.replace("<code>", issue_code(person=person, purpose=purpose, at=now()))
        db.session.commit()
    if path in OWN:
        make_sign_in(person)
        client = PageClient(app)
        sign_in(client, person)
        cookie = client.browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    db.session.remove()
    page = context.new_page()
    page.goto(f"{path}?lang={view.language}")
    return page


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES)
    stands_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.offsetWidth")
    return [
        *(f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]),
        *([f"{stands_out} pixels stick out"] if stands_out > 0 else []),
    ]


@pytest.mark.parametrize("view", [View("ja", "light", 320), View("ja", "dark", 1280), View("en", "dark", 320)])
def test_pages_are_without_fault_and_fit_the_screen(
    browser: Browser, database: Flask, address: str, view: View
) -> None:
    found = {}
    for path in (*PUBLIC, *WITH_CODE, *OWN):
        page = opened(browser, database, address, path, view)
        found[path] = faults(page)
        page.context.close()
    assert {path: problems for path, problems in found.items() if problems} == {}


@pytest.mark.parametrize(("path", "button"), SENT)
def test_form_with_errors_is_without_fault(
    browser: Browser, database: Flask, address: str, path: str, button: str
) -> None:
    page = opened(browser, database, address, path, View("ja", "light", 320))
    page.get_by_role("button", name=button).click()
    page.wait_for_selector(".error-summary")
    assert faults(page) == []
    page.context.close()
