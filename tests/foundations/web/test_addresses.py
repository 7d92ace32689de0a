"""R-15: where a redirect may lead, and which host a request may name."""

import pytest
from flask import Flask

from foundations.web.redirects import safe_path
from tests.clients import PageClient

TRAPS = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "http://evil.example",
    "HTTP://evil.example",
    "hTTps://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:a@b.example",
    "evil.example",
    "evil.example/path",
    "@evil.example",
    "user@evil.example",
    "http://localhost@evil.example",
    "//localhost@evil.example",
    "///localhost",
    "/%0d%0aLocation:%20http://evil.example",
    "/%0D%0ASet-Cookie:a=b",
    "/%0a/evil.example",
    "/%09/evil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "/%2f/evil.example",
    "/%2Fevil.example",
    "/%00",
    "/\x00",
    "/\x7f",
    "/\x1f",
    "/。evil.example",
    "//evil。example",
    "／／evil.example",
    "/／evil.example",
    "⁄⁄evil.example",
    "/\u2028/evil.example",
    "/\u202eevil",
    "//[::1]",
    "//127.0.0.1",
    "//0x7f000001",
    "//evil.example:80",
    "//evil.example#x",
    "//evil.example?x",
    "?next=//evil.example",
    "#//evil.example",
    "",
    " ",
    ".",
    "..",
    "../..",
    "/a//evil.example",
    "/" + "a" * 3000,
    "/#//evil",
]
PLAIN = [
    "/",
    "/my",
    "/ideas/7",
    "/contests/night-2027/ideas?order=newest&page=2",
    "/search?q=%E3%83%90%E3%82%B9",
    "/@name",
]


def test_there_are_enough_traps() -> None:
    assert len(TRAPS) >= 60


@pytest.mark.parametrize("target", TRAPS)
def test_trap_leads_home(target: str) -> None:
    assert safe_path(target) == "/"


@pytest.mark.parametrize("target", PLAIN)
def test_plain_path_is_kept(target: str) -> None:
    assert safe_path(target) == target


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "", "a" * 300]
)
def test_foreign_host_is_refused(app: Flask, host: str) -> None:
    answer = app.test_client().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_forwarded_host_is_not_believed(client: PageClient) -> None:
    page = client.get_raw("/", **{"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
    assert "evil.example" not in page.text
