"""R-56: no mail lost and none doubled, with several senders and with senders killed in the act."""

import collections
import random
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select

from foundations.database.clock import now
from foundations.database.session import db, transaction
from foundations.mail.models import OutgoingMail
from foundations.mail.outbox import queue_mail
from tests.foundations.mail.post_office import PostOffice
from tests.foundations.mail.workers import Way, send_until_killed
from tests.foundations.scheduling.workers import processes

pytestmark = [pytest.mark.database, pytest.mark.slow]


def queue(count: int) -> None:
    for number in range(count):
        queue_mail(
            to=f"person{number}@example.jp", subject="お知らせ", body="本文\n", language="ja",
            unique_key=f"news:{number}", at=now(),
        )  # fmt: skip
    db.session.commit()


def start(url: str, office: PostOffice, way: Way = "as it is") -> ForkServerProcess:
    folder = current_app.config["DATA_DIR"]
    process = processes.Process(target=send_until_killed, args=(url, office.port, folder, way))
    process.start()
    return process


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def is_all_sent() -> bool:
    with transaction("read") as session:  # a writing one would hold the senders up
        return session.scalar(select(func.count()).where(OutgoingMail.sent_at.is_(None))) == 0


def arrivals(office: PostOffice) -> collections.Counter[str]:
    return collections.Counter(str(mail["Message-ID"]) for mail in office.mails)


def once_each() -> dict[str, int]:
    return dict.fromkeys(db.session.scalars(select(OutgoingMail.message_id)), 1)


def send_beside_each_other(url: str, office: PostOffice, senders: int, way: Way = "as it is") -> None:
    working = [start(url, office, way) for _ in range(senders)]
    try:
        wait_until(is_all_sent)
    finally:
        for process in working:
            process.kill()
            process.join()


def test_four_senders_send_each_mail_once(mail_app: Flask, own_url: str, office: PostOffice) -> None:
    queue(60)

    send_beside_each_other(own_url, office, 4)

    assert arrivals(office) == once_each()


def test_without_claims_mails_are_doubled(mail_app: Flask, own_url: str, office: PostOffice) -> None:
    queue(20)
    office.when_taken = lambda: time.sleep(0.01) or "250 taken"  # type: ignore[func-returns-value]

    send_beside_each_other(own_url, office, 4, "without claims")

    assert max(arrivals(office).values()) > 1


SIZES = pytest.mark.parametrize(
    ("mails", "kills"), [pytest.param(40, 4, id="short"), pytest.param(1000, 50, id="full", marks=pytest.mark.trust)]
)


@SIZES
def test_senders_killed_before_the_mail_is_handed_over_lose_and_double_nothing(
    mail_app: Flask, own_url: str, office: PostOffice, mails: int, kills: int
) -> None:
    queue(mails)
    dice = dice_with_printed_seed()
    for _ in range(kills):
        kill_at_a_command(start(own_url, office), office, dice.choice(["EHLO", "MAIL", "RCPT", "DATA"]))

    send_beside_each_other(own_url, office, 1)

    assert arrivals(office) == once_each()


@SIZES
def test_senders_killed_at_any_moment_lose_and_double_nothing(
    mail_app: Flask, own_url: str, office: PostOffice, mails: int, kills: int
) -> None:
    queue(mails)
    dice = dice_with_printed_seed()
    for _ in range(kills):
        victim, enough = start(own_url, office), min(len(office.raw) + dice.randrange(1, 4), mails)
        wait_until(lambda: len(office.raw) >= enough)  # noqa: B023 - called at once
        time.sleep(dice.random() * 0.1)
        victim.kill()
        victim.join()

    send_beside_each_other(own_url, office, 1)

    assert arrivals(office) == once_each()


def test_a_mail_whose_sender_died_between_the_servers_yes_and_the_mark_is_not_sent_again(
    mail_app: Flask, own_url: str, office: PostOffice
) -> None:
    queue(3)
    start(own_url, office, "dies before the mark").join()
    assert len(office.raw) == 1

    send_beside_each_other(own_url, office, 1)

    assert arrivals(office) == once_each()


@pytest.mark.parametrize("answer", ["250 taken", "550 not taken"])
def test_a_mail_whose_sender_died_before_the_answer_is_presumed_taken_and_says_so(
    mail_app: Flask, own_url: str, office: PostOffice, answer: str
) -> None:
    """Whatever the server would have answered: nobody was there to hear it."""
    queue(3)
    victim = start(own_url, office)

    def kill() -> str:
        time.sleep(0.05)  # the server thinks about the mail
        victim.kill()
        victim.join()
        office.when_taken = lambda: "250 taken"
        return answer

    office.when_taken = kill
    victim.join()
    send_beside_each_other(own_url, office, 1)

    assert arrivals(office) == once_each()
    presumed = select(func.count()).where(OutgoingMail.last_error.startswith("presumed taken"))
    assert db.session.scalar(presumed) == 1


def kill_at_a_command(victim: ForkServerProcess, office: PostOffice, command: str) -> None:
    """Kill ``victim`` when the server has heard ``command`` and not yet answered it."""

    def kill_if(heard: str) -> None:
        if heard == command:
            victim.kill()
            victim.join()

    office.when_heard = kill_if
    victim.join(timeout=60)
    office.when_heard = lambda _command: None
    assert victim.exitcode is not None, f"{command} was never heard"


def dice_with_printed_seed() -> random.Random:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    return random.Random(seed)
