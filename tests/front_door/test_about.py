"""What we promise and what we may not claim; navigation and foot of every page."""

import pytest
from flask import Flask

from tests.clients import PageClient


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", ["/about", "/accessibility"])
def test_promises_can_be_read_in_both_languages(app: Flask, path: str, language: str) -> None:
    assert PageClient(app, language).get(path).heading


def test_about_says_what_is_not_claimed(client: PageClient) -> None:
    text = client.get("/about").text

    for limit in (
        "not secret from whoever operates the server",
        "does not protect against coercion",
        "does not detect judges who agree in secret",
        "does not know that one account is one human being",
        "cannot see into your device",
    ):
        assert limit in text


def test_every_link_around_a_page_leads_somewhere(client: PageClient) -> None:
    page = client.get("/about")
    around = {
        str(link.get("href"))
        for part in ("header", "footer")
        for link in page.root.find(f".//{part}").iter("a")  # type: ignore[union-attr]
    }

    assert around >= {"/", "/contests/", "/open-data", "/ledger", "/about", "/accessibility", "/offices", "/demo/mail"}
    for address in around:
        client.get(address.partition("#")[0])


def test_foot_names_no_demonstration_elsewhere(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client.app.config, "DEMONSTRATION_MODE", value=False)

    assert "/demo" not in client.get("/about").html
