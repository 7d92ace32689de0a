"""What is looked for on every page: accessibility in both colour schemes, and the width of a phone."""

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.phones import WIDTH, Faults

_WHOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_axe = Axe()


def visit(page: Page, url: str, language: str, *, may_lead_to: str | None = None) -> list[str]:
    """Open a page in ``language`` and return everything that is wrong with it, or with where it may lead."""
    faults = Faults(page, url)
    separator = "&" if urlsplit(url).query else "?"
    response = page.goto(f"{url}{separator}lang={language}", wait_until="networkidle")
    assert response is not None
    found = list(faults.noted)
    if urlsplit(page.url).path not in {urlsplit(url).path, may_lead_to}:
        return [*found, f"led to {page.url}"]
    if not response.headers["content-type"].startswith("text/html"):
        return [*found, "not a page"]
    if page.locator("html").get_attribute("lang") != language:
        found.append("in the wrong language")
    faults.stop()  # axe, not the page, asks for style sheets once more
    return [*found, *faults_of(page)]


def faults_of(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, in both colour schemes, and whether it is too wide."""
    # What axe checks is the same in both colour schemes but for the colours.
    page.emulate_media(color_scheme="light")
    found = _run_axe(page, {"runOnly": _WHOLE})
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in _run_axe(page, {"runOnly": ["color-contrast"]})]
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"{width} px wide"] if width > WIDTH else found


def _run_axe(page: Page, options: dict[str, Any]) -> list[str]:
    results = _axe.run(page, options={**options, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"][:2]
    ]
