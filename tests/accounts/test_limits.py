"""Guessing is limited by place and account, and no header talks its way round (promise R-31)."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from accounts.errors import TooManyAttempts
from accounts.models import Attempt
from accounts.services.sign_ins import Proof
from accounts.services.sign_ins import sign_in as open_sign_in
from foundations.database.clock import now
from foundations.database.session import db, transaction
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person


def guess(client: PageClient, address: str, password: str = "wrong", **headers: str) -> int:  # noqa: S107
    page = client.get("/sign-in")
    fields = page.fields(page.form("/sign-in")) | {"address": address, "password": password}
    return client.browser.post("/sign-in", data=fields, headers={**client.headers, **headers}).status_code


def test_eleventh_guess_is_refused_also_with_the_right_password(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD)
    assert [guess(client, person.address) for _ in range(11)] == [422] * 10 + [429]
    page = client.get("/sign-in")
    refused = client.send(page, to="/sign-in", address=person.address, password=PASSWORD)
    assert refused.headers["Retry-After"] == "300"
    text = client.page_of(refused, 429).text
    assert "There have been too many attempts from here. Please wait 5 minutes and try again." in text


def test_forged_addresses_do_not_get_round_the_limit(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD)
    forged = [
        {"X-Forwarded-For": f"192.0.2.{n}", "Forwarded": f"for=192.0.2.{n}", "X-Real-IP": "::1"} for n in range(100)
    ]
    answers = [guess(client, person.address, **headers) for headers in forged]
    assert answers == [422] * 10 + [429] * 90


def test_stranger_elsewhere_locks_nobody_out(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD)
    stranger = PageClient(client.app)
    stranger.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert [guess(stranger, person.address) for _ in range(11)][-1] == 429
    assert guess(client, person.address, PASSWORD) == 303


def test_simultaneous_guesses_are_counted_one_by_one(database: Flask) -> None:
    def fail(_number: int) -> bool:
        with database.app_context():
            try:
                with transaction("write"):
                    open_sign_in(proof=Proof("nobody@example.jp", "192.0.2.1"), browser="", at=now())
            except TooManyAttempts:
                return False
            return True

    with ThreadPoolExecutor(16) as threads:
        counted = sum(threads.map(fail, range(48)))
    assert counted == 10
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 10
