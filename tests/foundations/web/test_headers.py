"""R-12, R-13: the headers of every kind of answer, word for word."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.clients import PageClient
from tests.factories.accounts import make_person, sign_in

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /csp-reports"
)
EXPECTED = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TELLS_VERSIONS = ("Server", "X-Powered-By", "X-Runtime", "Via")
Ask = Callable[[PageClient, Any], TestResponse]


def static(client: PageClient, name: str) -> str:
    """The address of a file of ours."""
    with client.app.test_request_context():
        return client.app.url_for("static", filename=name)


def ask_again(client: PageClient) -> TestResponse:
    """Ask for a style sheet that the browser has already."""
    address = static(client, "css/base.css")
    return client.get_raw(address, **{"If-None-Match": client.get_raw(address).headers["ETag"]})


def fail(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> TestResponse:
    """Ask for a page whose view breaks."""

    def break_down(*_arguments: object) -> object:
        raise RuntimeError

    monkeypatch.setattr("contest.views.contests.contests_visible_to", break_down)
    return client.get_raw("/contests/")


ANSWERS: dict[str, tuple[int, Ask]] = {
    "page": (200, lambda client, _: client.get_raw("/")),
    "static file": (200, lambda client, _: client.get_raw(static(client, "css/base.css"))),
    "unchanged file": (304, lambda client, _: ask_again(client)),
    "download": (200, lambda client, _: client.get_raw("/open-data/ideas.csv")),
    "JSON": (200, lambda client, _: client.get_raw("/healthz")),
    "redirect": (303, lambda client, _: client.get_raw("/my")),
    "redirect to the slash": (308, lambda client, _: client.get_raw("/contests")),
    "bad host": (400, lambda client, _: client.get_raw("/", Host="evil.example")),
    "no token": (400, lambda client, _: client.post_raw("/sign-in", {})),
    "not found": (404, lambda client, _: client.get_raw("/nowhere")),
    "missing file": (404, lambda client, _: client.get_raw(static(client, "css/missing.css"))),
    "wrong method": (405, lambda client, _: client.request("DELETE", "/")),
    "too large": (413, lambda client, _: client.post_raw("/sign-in", {"address": "a" * 2_000_000})),
    "refused form": (422, lambda client, _: client.send(client.get("/password-reset"), address="")),
    "failure": (500, fail),
}
# Files are for everybody; and a browser keeps our cookie from another host.
NO_COOKIE_COMES = {"static file", "unchanged file", "missing file", "bad host"}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_the_headers(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    status, ask = ANSWERS[kind]
    answer = ask(client, monkeypatch)
    assert answer.status_code == status
    assert {name: answer.headers.getlist(name) for name in EXPECTED} == {
        name: [value] for name, value in EXPECTED.items()
    }
    assert [name for name in TELLS_VERSIONS if name in answer.headers] == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if kind not in NO_COOKIE_COMES])
def test_answer_to_somebody_signed_in_is_kept_by_nobody(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    sign_in(client, make_person())
    answer = ANSWERS[kind][1](client, monkeypatch)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.vary


def test_script_library_may_neither_evaluate_nor_ask_elsewhere_nor_add_styles(client: PageClient) -> None:
    page = client.get("/about")
    (meta,) = [one for one in page.root.iter("meta") if one.get("name") == "htmx-config"]
    config = json.loads(str(meta.get("content")))
    assert {name: config[name] for name in ("allowEval", "allowScriptTags", "selfRequestsOnly")} == {
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
    }
    assert config["includeIndicatorStyles"] is False
