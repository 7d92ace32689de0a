"""A browser for tests: keeps cookies, sends a page's own form, refuses bad HTML.

Every page it gets is checked: it parses without error, has one H1, a title, no
id twice, and a label for every control.
"""

from contextvars import Context
from functools import partial
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import html5lib
from flask import Flask, has_app_context
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from foundations.database.session import db

XHTML = "{http://www.w3.org/1999/xhtml}"
_LABELLED = {"input", "select", "textarea"}
_NEED_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}


class BadPage(AssertionError):
    """A page that a browser would have to guess at, or that a person could not use."""


class Page:
    """A parsed and checked HTML page."""

    def __init__(self, html: str) -> None:
        """Parse ``html`` strictly.

        Raises:
            BadPage: if it is not well formed or not usable.
        """
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        self.html = html
        self.root: ET.Element = parser.parse(html)
        if parser.errors:
            position, code, _details = parser.errors[0]
            line = html.splitlines()[position[0] - 1] if position else ""
            raise BadPage(f"{code} at {position}: {line.strip()[:200]}")
        self._check()

    @property
    def heading(self) -> str:
        """The text of the H1."""
        return " ".join("".join(self.root.find(".//h1").itertext()).split())  # type: ignore[union-attr]

    @property
    def text(self) -> str:
        """All text of the main part, white space folded."""
        main = self.root.find(".//main")
        return " ".join("".join((self.root if main is None else main).itertext()).split())

    def form(self, action: str | None = None) -> ET.Element:
        """Return the one form of the main part, or the one sent to ``action``."""
        main = self.root.find(".//main")
        forms = [f for f in (self.root if main is None else main).iter("form") if action in {None, f.get("action")}]
        if len(forms) != 1:
            raise BadPage(f"{len(forms)} forms for {action!r}: {[f.get('action') for f in forms]}")
        return forms[0]

    def fields(self, form: ET.Element) -> dict[str, Any]:
        """Return what a browser would send if nobody touched ``form``."""
        sent: dict[str, Any] = {}
        for control in form.iter():
            name = control.get("name")
            if name is None or control.get("disabled") is not None:
                continue
            for value in _values(control):
                sent.setdefault(name, []).append(value)
        return sent

    def _check(self) -> None:
        headings = list(self.root.iter("h1"))
        if len(headings) != 1:
            raise BadPage(f"{len(headings)} H1 headings")
        title = self.root.find(".//title")
        if title is None or not (title.text or "").strip():
            raise BadPage("no title")
        ids = [element.get("id") for element in self.root.iter() if element.get("id") is not None]
        twice = {one for one in ids if ids.count(one) > 1}
        if twice:
            raise BadPage(f"ids used twice: {sorted(map(str, twice))}")
        self._check_labels(set(map(str, ids)))

    def _check_labels(self, ids: set[str]) -> None:
        labelled = {label.get("for") for label in self.root.iter("label")}
        inside = {control for label in self.root.iter("label") for control in label.iter()}
        for control in self.root.iter():
            if control.tag not in _LABELLED or control.get("type") in _NEED_NO_LABEL:
                continue
            named = control.get("id") in labelled or control in inside or control.get("aria-label")
            if not named and not control.get("aria-labelledby"):
                raise BadPage(f"no label for {control.get('name')}")
            for reference in (control.get("aria-describedby") or "").split():
                if reference not in ids:
                    raise BadPage(f"aria-describedby names {reference}, which is not there")


class PageClient:
    """Sends requests as one browser and checks each HTML answer."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        """Start with no cookies."""
        self.app = app
        self.browser = app.test_client()
        self.headers = {"Accept-Language": language}

    def get(self, path: str, *, status: int = 200, **headers: str) -> Page:
        """Get a page that answers with ``status``."""
        response = self.get_raw(path, **headers)
        assert response.status_code == status, f"GET {path}: {response.status_code} {response.text[:500]}"
        return Page(response.text)

    def get_raw(self, path: str, **headers: str) -> TestResponse:
        """Get anything, unchecked."""
        return self.request("GET", path, headers=headers)

    def send(self, page: Page, *, to: str | None = None, **changes: Any) -> TestResponse:
        """Send a form of ``page`` with some fields changed, as its button would."""
        form = page.form(to)
        fields = page.fields(form) | changes
        return self.post_raw(str(form.get("action")), fields, multipart=form.get("enctype") is not None)

    def post_raw(self, path: str, fields: dict[str, Any], *, multipart: bool = False) -> TestResponse:
        """Post fields as they are."""
        if multipart:
            return self.request("POST", path, data=fields, content_type="multipart/form-data")
        body = urlencode(fields, doseq=True, errors="surrogatepass")  # a hostile browser sends anything
        return self.request("POST", path, data=body, content_type="application/x-www-form-urlencoded")

    def request(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> TestResponse:
        """Send a request in a context of its own, as a server would, and end what the test was reading."""
        if has_app_context():
            db.session.rollback()
            db.session.expire_all()
        headers = {**self.headers, **(headers or {})}
        # Read to the end in there: what is streamed still asks the database.
        send = partial(self.browser.open, path, method=method, headers=headers, buffered=True, **options)
        return Context().run(send)

    def form_token(self) -> str:
        """Return a token for a form that no page shows to this browser."""
        with self.browser.session_transaction() as session:
            secret = session.setdefault("csrf_token", "0" * 40)
        return str(URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(secret))

    def follow(self, response: TestResponse) -> Page:
        """Go where a 303 leads."""
        assert response.status_code == 303, f"{response.status_code}: {response.text[:1500]}"
        return self.get(response.headers["Location"])

    def page_of(self, response: TestResponse, status: int = 422) -> Page:
        """Return the checked page of a response that is not a redirect."""
        assert response.status_code == status, f"{response.status_code}: {response.text[:1500]}"
        return Page(response.text)


def _values(control: ET.Element) -> list[str]:
    kind = control.get("type")
    if control.tag == "input":
        if kind in {"checkbox", "radio"}:
            return [control.get("value") or "on"] if control.get("checked") is not None else []
        return [] if kind in {"submit", "button", "file"} else [control.get("value") or ""]
    if control.tag == "textarea":
        return ["".join(control.itertext()).removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return [o.get("value") or "" for o in chosen]
    return []
