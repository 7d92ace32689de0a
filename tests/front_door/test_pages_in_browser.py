"""The front door in a real browser, on the loaded city: every page by axe, in both colours, languages and widths."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import chromium, faults, served
from tests.front_door.conftest import LoadedCity

pytestmark = pytest.mark.browser

FOR_EVERYBODY = ["/", "/demo", "/demo/mail", "/open-data", "/about", "/accessibility"]
MY_PAGE_OF = ["citizen", "judge", "secretariat", "facilitator"]


class View(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: str
    width: int


VIEWS = [View("ja", "light", 320), View("ja", "dark", 1280), View("en", "dark", 320), View("en", "light", 1280)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(city: LoadedCity) -> Iterator[str]:
    """Where the city is served."""
    with served(city.app) as where:
        yield where


def opened(browser: Browser, address: str, view: View, *, has_script: bool = True) -> Page:
    """A window in which nobody is signed in."""
    context = browser.new_context(
        base_url=address,
        locale=view.language,
        viewport={"width": view.width, "height": 800},
        color_scheme="dark" if view.scheme == "dark" else "light",
        java_script_enabled=has_script,
        bypass_csp=True,  # axe is put into the page as a script of its own
    )
    return context.new_page()


def be(page: Page, persona: str) -> None:
    """Press the button of one of the people to be."""
    page.goto("/demo")
    page.locator(f"form:has(input[value='{persona}']) button").click()
    page.wait_for_url(lambda url: not url.endswith("/demo"))


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_front_door_is_without_fault(browser: Browser, address: str, view: View) -> None:
    page, found = opened(browser, address, view), {}
    for path in FOR_EVERYBODY:
        page.goto(path)
        found[path] = faults(page)
    page.goto("/open-data")
    for summary in page.locator("summary").all():
        summary.click()
    found["/open-data, unfolded"] = faults(page)

    assert {path: ailing for path, ailing in found.items() if ailing} == {}


@pytest.mark.parametrize("view", VIEWS[1:3], ids=str)
def test_my_page_is_without_fault_whoever_looks(browser: Browser, address: str, view: View) -> None:
    page, found = opened(browser, address, view), {}
    for persona in MY_PAGE_OF:
        be(page, persona)
        page.goto("/my")
        found[persona] = faults(page)

    assert {persona: ailing for persona, ailing in found.items() if ailing} == {}


def test_persona_can_be_chosen_without_script_and_keeps_the_readers_language(browser: Browser, address: str) -> None:
    page = opened(browser, address, View("en", "light", 320), has_script=False)

    be(page, "citizen")

    assert page.locator("h1").inner_text() == "My page"
    assert page.locator(".tasks a").all_inner_texts() == [
        "Cast your ballot",
        "Finish your draft: 遅延証明書を、もらいに並ばなくていいように",
    ]


def test_home_can_be_walked_by_keyboard(browser: Browser, address: str) -> None:
    page = opened(browser, address, View("en", "light", 1280))
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")

    assert page.locator(":focus").inner_text() == "Take part now"
