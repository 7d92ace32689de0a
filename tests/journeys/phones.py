"""A phone in somebody's hand: 360 px wide, and noting every fault of a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.journeys.words import Words

WIDTH = 360
expect.set_options(timeout=20_000)  # a busy machine is no fault of a page
_LOCALES = {"ja": "ja-JP", "en": "en-GB"}


class Faults:
    """What went wrong in a browser that no test should have to look for: it is noted as it happens."""

    def __init__(self, page: Page, address: str) -> None:
        """Listen to ``page``, whose server has ``address``."""
        self.noted: list[str] = []
        self._host = urlsplit(address).netloc
        self._expected = False
        self._page = page
        self._heard: dict[str, Any] = {
            "console": self._hear,
            "pageerror": lambda error: self._note(f"script failed: {error}"),
            "request": self._watch,
            "requestfailed": self._miss,
            "response": self._check,
        }
        for event, listener in self._heard.items():
            page.on(event, listener)  # type: ignore[call-overload] # its overloads know single events only

    def stop(self) -> None:
        """Listen no more."""
        for event, listener in self._heard.items():
            self._page.remove_listener(event, listener)

    @contextmanager
    def expected(self) -> Iterator[None]:
        """Note nothing while the test itself breaks something."""
        self._expected = True
        yield
        self._expected = False

    def _note(self, fault: str) -> None:
        if not self._expected:
            self.noted.append(fault)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != self._host and parts.scheme not in {"data", "blob"}:
            self._note(f"another host: {request.url}")
        if parts.path == "/csp-reports":
            self._note(f"security policy broken: {request.post_data}")

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser itself stopped when the page was left
            self._note(f"no answer: {request.url} ({request.failure})")

    def _check(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.url}")


class Phone:
    """Somebody's browser, with or without script."""

    def __init__(self, browser: Browser, address: str, say: Words, *, has_script: bool) -> None:
        """Take a new phone with nothing stored."""
        self.say, self.has_script = say, has_script
        self.context = browser.new_context(
            base_url=address,
            viewport={"width": WIDTH, "height": 740},
            locale=_LOCALES[say.language],
            java_script_enabled=has_script,
        )
        self.page = self.context.new_page()
        self.faults = Faults(self.page, address)

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    def open(self, path: str) -> None:
        """Go to an address by hand."""
        self.page.goto(path)
        self._look()

    def be(self, persona: str, then: str) -> None:
        """Sign in as one of the demonstration's people and go to ``then``."""
        self.open(f"/demo?lang={self.say.language}")
        self.page.locator(f"form:has(input[value='{persona}'])").get_by_role("button").click()
        self._look()
        self.open(then)

    def follow(self, text: str, **values: object) -> None:
        """Follow a link of the page, by its words."""
        self.main.get_by_role("link", name=self.say(text, **values), exact=True).first.click()
        self._look()

    def follow_name(self, name: str) -> None:
        """Follow a link that is somebody's own words."""
        self.main.get_by_role("link", name=name, exact=True).first.click()
        self._look()

    def press(self, text: str) -> None:
        """Press a button of the page, by its words."""
        self.main.get_by_role("button", name=self.say(text), exact=True).click()
        self._look()

    def write(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.main.get_by_label(self.say(label)).fill(text)

    def reads(self, text: str, **values: object) -> None:
        """Expect a text of ours on the page."""
        self.shows(self.say(text, **values))

    def shows(self, text: str) -> None:
        """Expect a text on the page, whoever wrote it."""
        expect(self.main.get_by_text(text).first).to_be_visible()

    def is_headed(self, text: str, **values: object) -> None:
        """Expect the page's one heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(text, **values))

    def _look(self) -> None:
        """See that the page is in the right language and fits the phone."""
        self.page.wait_for_load_state("load")
        assert self.page.locator("html").get_attribute("lang") == self.say.language
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= WIDTH, f"{self.page.url} is {width} px wide"
