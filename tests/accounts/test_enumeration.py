"""Nobody learns from us whether an address is registered (promise R-30)."""

import re
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from accounts.enums import AttemptKind
from accounts.methods.limits import Limit
from foundations.database.clock import now
from tests.accounts.mailbox import mails_to
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person

UNKNOWN = "nobody@example.jp"
# What is random on every page, known address or not.
_RANDOM = re.compile(r'(name="(?:csrf_token|idempotency_key)" [^>]*?value=)"[^"]*"')
Ask = Callable[[PageClient, str], TestResponse]


def ask_to_sign_in(client: PageClient, address: str) -> TestResponse:
    return client.send(client.get("/sign-in"), to="/sign-in", address=address, password="not the password of anybody")


def ask_to_sign_up(client: PageClient, address: str) -> TestResponse:
    page = client.get("/sign-up")
    return client.send(page, name="ゆず湯", address=address, new_password=PASSWORD, language="en")


def ask_for_a_reset(client: PageClient, address: str) -> TestResponse:
    return client.send(client.get("/password-reset"), address=address)


def ask_for_another_confirmation(client: PageClient, address: str) -> TestResponse:
    return client.send(client.get("/sign-up/sent"), address=address)


WAYS = [ask_to_sign_in, ask_to_sign_up, ask_for_a_reset, ask_for_another_confirmation]


def seen_by_the_sender(app: Flask, ask: Ask, address: str) -> list[tuple[int, dict[str, str], str]]:
    """Status, headers and body of the answer and of the page it leads to, without what the sender typed."""
    client = PageClient(app)
    seen = []
    answer: TestResponse | None = ask(client, address)
    while answer is not None:
        headers = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Date"}}
        body = _RANDOM.sub(r'\1""', answer.text).replace(address, "")
        headers["Content-Length"] = str(len(body))
        seen.append((answer.status_code, headers, body))
        location = answer.headers.get("Location")
        answer = None if location is None else client.get_raw(location)
    return seen


@pytest.mark.parametrize("ask", WAYS)
def test_answer_is_the_same_for_every_address(database: Flask, ask: Ask) -> None:
    registered = make_person(password=PASSWORD).address
    without_password = make_person().address
    unconfirmed = make_person(password=PASSWORD, is_confirmed=False).address
    answers = [
        seen_by_the_sender(database, ask, address)
        for address in (UNKNOWN, registered, without_password, unconfirmed, "NOBODY.else@example.jp")
    ]
    assert answers[0][0][0] == (422 if ask is ask_to_sign_in else 303)
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("ask", WAYS)
def test_limit_is_reached_alike_for_every_address(database: Flask, ask: Ask) -> None:
    registered = make_person(password=PASSWORD).address
    statuses = {}
    for address in (registered, UNKNOWN):
        client = PageClient(database)
        statuses[address] = [ask(client, address).status_code for _ in range(11)]
    assert statuses[registered] == statuses[UNKNOWN]
    assert statuses[UNKNOWN][-1] == 429


def test_only_the_owner_of_the_mailbox_reads_the_difference(database: Flask) -> None:
    registered = make_person(password=PASSWORD)
    for address in (registered.address, UNKNOWN):
        ask_to_sign_up(PageClient(database), address)
    assert [mail.subject for mail in mails_to(registered.address)] == ["You already have an account"]
    assert [mail.subject for mail in mails_to(UNKNOWN)] == ["Please confirm your mail address"]
    assert all(mail.sent_at is None and mail.not_before <= now() for mail in mails_to(UNKNOWN))


def seconds_of_answering(client: PageClient, ask: Ask, address: str, monkeypatch: pytest.MonkeyPatch) -> float:
    """How long the server computes on the form alone; the page with the form is fetched before.

    Counted is the processor's time: on a busy machine the clock on the wall measures the neighbours.
    """
    started = 0.0

    def send(*arguments: Any, **fields: Any) -> TestResponse:
        nonlocal started
        started = time.process_time()
        return PageClient.send(client, *arguments, **fields)

    with monkeypatch.context() as timed:
        timed.setattr(client, "send", send)
        ask(client, address)
    return time.process_time() - started


@pytest.mark.trust
@pytest.mark.parametrize("ask", WAYS)
def test_answer_takes_equally_long(
    database: Flask, ask: Ask, real_hashing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred samples each, taken by turns: the medians lie less than 5 ms apart."""
    monkeypatch.setattr("accounts.services.attempts.LIMITS", dict.fromkeys(AttemptKind, Limit(10_000, 10_000)))
    taken: dict[str, list[float]] = {"registered": [], "unknown": []}
    client = PageClient(database)
    for number in range(200):
        addresses = {"registered": make_person(password=PASSWORD).address, "unknown": f"nobody{number}@example.jp"}
        for kind in sorted(addresses, reverse=number % 2 == 0):
            taken[kind].append(seconds_of_answering(client, ask, addresses[kind], monkeypatch))
    medians = {kind: statistics.median(samples) for kind, samples in taken.items()}
    assert abs(medians["registered"] - medians["unknown"]) < 0.005, medians
