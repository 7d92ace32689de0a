"""Requests as a browser would send them: with the cookies, tokens and keys of the page before."""

import http.client
import re
from dataclasses import replace
from html import unescape
from typing import NamedTuple
from urllib.parse import urlencode

from bench.city import Citizen, City

_HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|idempotency_key)" value="([^"]*)">')
_COOKIE = re.compile(r"(yoriai=[^;]*)")
_FORM = "application/x-www-form-urlencoded"


class Request(NamedTuple):
    """A request that is ready to be sent, any number of times."""

    method: str
    path: str
    cookie: str = ""
    body: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What a browser says besides."""
        said = {"Host": "localhost", "Accept": "text/html", "Accept-Language": "ja"}
        if self.cookie:
            said["Cookie"] = self.cookie
        if self.method == "POST":
            said |= {"Content-Type": _FORM, "Content-Length": str(len(self.body)), "Sec-Fetch-Site": "same-origin"}
        return said

    def as_text(self) -> str:
        """Return the bytes of the request as a text, one letter a byte."""
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in self.headers.items())]
        return "\r\n".join(lines) + "\r\n\r\n" + self.body


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class UnexpectedAnswer(RuntimeError):
    """A page was not what the next step needs; nothing can be measured."""


def fetch(port: int, request: Request) -> Answer:
    """Send one request to this machine's ``port``."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(request.method, request.path, request.body or None, request.headers)
    response = connection.getresponse()
    answer = Answer(response.status, response.getheaders(), response.read())
    connection.close()
    return answer


def returning(port: int, citizen: Citizen) -> Citizen:
    """Return the citizen with the cookie of a browser that has seen a form: later pages need not send it a new one."""
    cookie, _ = _form_on(port, Request("GET", f"/ideas/{citizen.draft_id}/draft", citizen.cookie))
    return replace(citizen, cookie=cookie)


def ballot_of(port: int, city: City, citizen: Citizen, *, picks: int = 3) -> Request:
    """Choose on the ballot's page and check; return the request that casts the ballot."""
    chosen = [("picks", str(idea)) for idea in city.ideas_to_vote_for[:picks]]
    cookie, fields = _form_on(port, Request("GET", "/contests/vote/ballot", citizen.cookie))
    checking = Request("POST", "/contests/vote/ballot/check", cookie, urlencode([*fields, *chosen]))
    cookie, fields = _form_on(port, checking)
    improvement = (f"improvement-{chosen[0][1]}", "遅れの理由も書いてあると助かります。")
    return Request("POST", "/contests/vote/ballot", cookie, urlencode([*fields, *chosen, improvement]))


def submission_of(port: int, citizen: Citizen) -> Request:
    """Open one's draft; return the request that hands it in."""
    page = f"/ideas/{citizen.draft_id}/draft"
    cookie, fields = _form_on(port, Request("GET", page, citizen.cookie))
    typed = {
        "division": "1",
        "title": "雨の日のバスを待たずにすむ町へ",
        "problem": "停留所に屋根がありません。" * 20,
        "proposal": "屋根を付け、遅れを見えるようにします。" * 20,
        "data_needed": "停留所ごとの通過時刻。",
    }
    return Request("POST", f"/ideas/{citizen.draft_id}/submission", cookie, urlencode([*fields, *typed.items()]))


def _form_on(port: int, request: Request) -> tuple[str, list[tuple[str, str]]]:
    """Return the cookie and the hidden fields that the page of ``request`` leaves a browser with."""
    answer = fetch(port, request)
    hidden = dict(_HIDDEN.findall(answer.body.decode()))
    if answer.status != http.client.OK or len(hidden) < 2:
        raise UnexpectedAnswer(f"{request.method} {request.path}: {answer.status}, hidden fields {sorted(hidden)}")
    set_cookies = [value for name, value in answer.headers if name == "Set-Cookie"]
    fresh = [found[1] for found in map(_COOKIE.match, set_cookies) if found]
    return (fresh or [request.cookie])[0], [(name, unescape(value)) for name, value in hidden.items()]
