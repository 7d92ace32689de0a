"""R-24: bodies and field counts beyond the limit answer 413, broken JSON 400; nothing answers 500."""

import io

import pytest
from flask import Flask
from sqlalchemy import select

from contest.enums import Phase
from contest.models import Comment
from foundations.database.session import db
from foundations.web.body_sizes import MOST_FIELDS, USUAL_BYTES
from tests.clients import PageClient
from tests.factories.contest import make_contest, make_idea, make_person, sign_in


@pytest.fixture
def address(client: PageClient, database: Flask) -> str:
    """Where the client's person can post a comment."""
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    sign_in(client, make_person())
    return f"/ideas/{idea.id}/comments"


def test_ten_megabytes_in_one_field_are_refused(client: PageClient, address: str) -> None:
    assert client.post_raw(address, {"body": "a" * 10_000_000}).status_code == 413


def test_body_at_the_limit_is_read(client: PageClient, address: str) -> None:
    assert client.post_raw(address, {"body": "a" * (USUAL_BYTES - 100)}).status_code == 400  # no token


@pytest.mark.parametrize("multipart", [True, False])
def test_five_thousand_fields_are_refused(client: PageClient, address: str, multipart: bool) -> None:
    fields = {f"field{number}": "x" for number in range(5 * MOST_FIELDS)}
    assert client.post_raw(address, fields, multipart=multipart).status_code == 413


def test_five_thousand_files_are_refused(client: PageClient, address: str) -> None:
    files = {f"file{number}": (io.BytesIO(b"x"), "x.txt") for number in range(5 * MOST_FIELDS)}
    assert client.post_raw(address, files, multipart=True).status_code == 413


@pytest.mark.parametrize("body", [b"[" * 100_000, b'"\\ud800"', b"\xff\xfe", b"{", b"NaN"])
def test_broken_json_is_a_bad_request(client: PageClient, address: str, body: bytes) -> None:
    answer = client.request("POST", address, data=body, content_type="application/json")
    assert answer.status_code == 400


def test_length_that_lies_is_refused(client: PageClient, address: str) -> None:
    answer = client.request("POST", address, data=b"", headers={"Content-Length": str(10 * USUAL_BYTES)})
    assert answer.status_code in {400, 413}


def test_body_that_broke_off_is_not_taken_for_a_whole_one(client: PageClient, address: str) -> None:
    body = f"csrf_token={client.form_token()}&body=Please+do+not+build+the+bridge".encode()
    answer = client.request(
        "POST",
        address,
        input_stream=io.BytesIO(body[:-20]),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"CONTENT_LENGTH": str(len(body)), "wsgi.input_terminated": True},  # as gunicorn says
    )
    assert answer.status_code == 400
    assert db.session.scalars(select(Comment)).all() == []
