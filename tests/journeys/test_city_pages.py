"""The demonstration city, page by page, by following links as its people do."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException

from tests.journeys.city import City, served_city
from tests.journeys.inspection import visit
from tests.journeys.phones import WIDTH
from tests.journeys.test_every_page import NO_PAGES

pytestmark = pytest.mark.browser

EACH = 2  # pages of one kind that one person opens
LINKS = "links => links.map(link => link.getAttribute('href'))"


@pytest.fixture(scope="module")
def city(loaded_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A server whose city is only read."""
    with served_city(loaded_city, tmp_path_factory.mktemp("read") / "data") as city:
        yield city


@pytest.mark.parametrize(
    ("persona", "language"),
    [("", "en"), ("citizen", "ja"), ("judge", "ja"), ("secretariat", "en")],
)
def test_pages_that_links_lead_to_are_without_fault(
    built_app: Flask, browser: Browser, city: City, persona: str, language: str
) -> None:
    context = browser.new_context(viewport={"width": WIDTH, "height": 740}, base_url=city.address)
    page = context.new_page()
    if persona:
        page.goto("/demo")
        page.locator(f"form:has(input[value='{persona}'])").get_by_role("button").click()
        page.wait_for_load_state()
    wrong = follow_links(page, built_app, city.address, language)
    context.close()
    assert wrong == {}, "\n".join(f"{where}: {fault}" for where, faults in wrong.items() for fault in faults)


def follow_links(page: Page, app: Flask, address: str, language: str) -> dict[str, list[str]]:
    """Open pages from the front page on, some of each kind; return what is wrong with which."""
    waiting, seen, opened = ["/"], {"/"}, Counter[str]()
    wrong = {}
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(app, path)
        if kind is None or opened[kind] == EACH:
            continue
        opened[kind] += 1
        found = visit(page, f"{address}{path}", language, may_lead_to="/sign-in")
        if found:
            wrong[path] = found
        here = [urljoin(path, href) for href in page.locator("a[href]").evaluate_all(LINKS)]
        fresh = [link.partition("#")[0] for link in here if link.startswith("/")]
        waiting += [link for link in dict.fromkeys(fresh) if link not in seen]
        seen.update(fresh)
    assert len(opened) > 10, opened
    return wrong


def kind_of(app: Flask, path: str) -> str | None:
    """Which page a link leads to, or None if it is no page of the site, a file or another language."""
    parts = urlsplit(path)
    try:
        endpoint, _ = app.url_map.bind("localhost").match(parts.path)
    except HTTPException:
        return f"nothing at {path}"
    return None if endpoint in NO_PAGES or "lang=" in parts.query else endpoint
