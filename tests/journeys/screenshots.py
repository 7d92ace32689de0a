"""The pictures in docs/screenshots: ``python -m tests.journeys.screenshots`` takes them all anew.

Phones in Japanese, wide windows in English, from a city that is loaded for the occasion.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from foundations.settings import ROOT
from tests.browsers import chromium
from tests.journeys.city import load_city, served_city

FOLDER = ROOT / "docs" / "screenshots"
WINDOWS: dict[str, tuple[str, ViewportSize]] = {
    "phone": ("ja", {"width": 360, "height": 740}),
    "wide": ("en", {"width": 1280, "height": 640}),
}
VOTING, FINISHED, OPEN = "neighbourhood-2026", "mobility-2025", "data-for-life-2026"
MOST_BYTES = 150_000


class Photographer:
    """Goes through the city in one kind of window."""

    def __init__(self, browser: Browser, address: str, window: str) -> None:
        """Open the window."""
        self._window = window
        self._language, size = WINDOWS[window]
        context = browser.new_context(
            base_url=address, viewport=size, locale=self._language, is_mobile=window == "phone"
        )
        self.page: Page = context.new_page()

    def be(self, persona: str) -> None:
        """Become one of the demonstration's people."""
        self.page.goto(f"/demo?lang={self._language}")
        self.page.locator(f"form:has(input[value='{persona}'])").get_by_role("button").click()
        self.page.wait_for_load_state()

    def take(self, name: str, path: str | None = None, *, scroll_to: str | None = None) -> None:
        """Keep what the window shows of a page."""
        if path is not None:
            self.page.goto(f"{path}?lang={self._language}", wait_until="networkidle")
        if scroll_to is not None:
            self.page.locator(scroll_to).first.scroll_into_view_if_needed()
            self.page.locator(scroll_to).first.evaluate("part => part.scrollIntoView()")
        file = FOLDER / f"{name}-{self._window}.png"
        self.page.screenshot(path=file)
        assert file.stat().st_size < MOST_BYTES, f"{file.name} has {file.stat().st_size} bytes"


def go_round(photographer: Photographer, voter: str) -> None:
    """Take every picture; ``voter`` has not voted yet."""
    photographer.take("home", "/")
    photographer.take("contest", f"/contests/{VOTING}")
    photographer.take("ideas", f"/contests/{OPEN}/ideas")
    photographer.take("results", f"/contests/{FINISHED}/results", scroll_to=".chart-legend")
    photographer.be("judge")
    photographer.take("judging", f"/contests/{VOTING}/judging")
    photographer.page.locator("ol.rows a").first.click()
    photographer.take("score-sheet", scroll_to="form section")
    photographer.be("secretariat")
    photographer.take("desk", f"/contests/{OPEN}/desk")
    photographer.be(voter)
    photographer.take("ballot", f"/contests/{VOTING}/ballot", scroll_to="fieldset")
    photographer.page.locator("input[name=picks]").first.check()
    photographer.page.locator("main form button[type=submit]").last.click()
    photographer.page.locator("main form button[type=submit]").first.click()
    photographer.take("receipt")


def main() -> None:
    """Load a city, serve it and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        loaded = Path(folder) / "loaded"
        loaded.mkdir()
        load_city(loaded)
        with served_city(loaded, Path(folder) / "data") as city, chromium() as browser:
            for window, voter in zip(WINDOWS, ("guardian", "citizen2"), strict=True):
                go_round(Photographer(browser, city.address, window), voter)


if __name__ == "__main__":
    main()
