"""R-14: no write that another site caused, or that carries somebody else's token."""

import pytest
from flask import Flask
from sqlalchemy import select

from contest.enums import Phase
from contest.models import Comment
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.factories.contest import make_contest, make_idea, make_person, sign_in


@pytest.fixture
def address(client: PageClient, database: Flask) -> str:
    """The page of an idea on which the client's person can comment."""
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    sign_in(client, make_person())
    return f"/ideas/{idea.id}"


def form_of(page: Page, address: str) -> dict[str, object]:
    """The comment form of a page, filled in."""
    return page.fields(page.form(f"{address}/comments")) | {"body": "だれが書いた？"}


def nothing_written() -> bool:
    """Whether no comment came in."""
    return db.session.scalars(select(Comment)).first() is None


@pytest.mark.parametrize("token", [None, "", "x", "ImFiYyI.Zx.y"])
def test_no_token_or_a_made_up_one_is_refused(client: PageClient, address: str, token: str | None) -> None:
    fields = form_of(client.get(address), address)
    fields.pop("csrf_token")
    if token is not None:
        fields["csrf_token"] = token
    assert client.post_raw(f"{address}/comments", fields).status_code == 400
    assert nothing_written()


def test_token_of_another_person_is_refused(client: PageClient, address: str) -> None:
    other = PageClient(client.app)
    sign_in(other, make_person())
    stolen = form_of(other.get(address), address)
    assert client.post_raw(f"{address}/comments", stolen).status_code == 400
    assert nothing_written()


def test_token_of_an_earlier_sign_in_is_refused(client: PageClient, address: str) -> None:
    old = form_of(client.get(address), address)
    fresh = PageClient(client.app)
    sign_in(fresh, make_person())
    fresh.get(address)
    assert fresh.post_raw(f"{address}/comments", old).status_code == 400
    assert nothing_written()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-HTTP-Method-Override": "PUT"},
    ],
)
def test_request_from_another_site_is_refused_even_with_the_right_token(
    client: PageClient, address: str, headers: dict[str, str]
) -> None:
    fields = form_of(client.get(address), address)
    answer = client.request("POST", f"{address}/comments", data=fields, headers=headers)
    assert answer.status_code == 400
    assert nothing_written()


def test_own_site_is_accepted(client: PageClient, address: str) -> None:
    fields = form_of(client.get(address), address)
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.request("POST", f"{address}/comments", data=fields, headers=headers).status_code == 303


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "application/x-unknown"])
def test_body_that_is_not_a_form_carries_no_token(client: PageClient, address: str, content_type: str) -> None:
    body = '{"csrf_token": "x", "body": "…"}'
    answer = client.request("POST", f"{address}/comments", data=body, content_type=content_type)
    assert answer.status_code == 400
    assert nothing_written()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_not_there(client: PageClient, address: str, method: str) -> None:
    assert client.request(method, f"{address}/comments").status_code in {400, 405}


# Reports that browsers send by themselves, and decisions: whoever asks shows an organisation's token in a header.
READ_NO_COOKIE = {"web.receive_csp_report", "data_platform.evaluate", "data_platform.evaluate_box"}


def test_every_writing_route_refuses_a_request_without_a_token(client: PageClient, address: str) -> None:
    assert address
    adapter = client.app.url_map.bind("localhost")
    accepted = []
    for rule in client.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint in READ_NO_COOKIE:
            continue
        values = {name: "1" if "int" in str(rule) else "x" for name in rule.arguments}
        values |= {"part": "divisions"} if "part" in rule.arguments else {}
        status = client.post_raw(adapter.build(rule.endpoint, values), {}).status_code
        if status != 400:
            accepted.append((rule.endpoint, status))
    assert accepted == []
