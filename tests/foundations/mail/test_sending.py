"""What happens to a mail on its way, with a real mail server at the other end."""

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from foundations.database.session import db
from foundations.mail.jobs import JOBS
from foundations.mail.models import GIVEN_UP_AFTER, OutgoingMail
from foundations.mail.notes import SentNotes
from foundations.mail.outbox import queue_mail
from foundations.mail.sending import CLAIMED_FOR, send_waiting_mails
from foundations.scheduling.models import JobRun
from foundations.scheduling.running import pause_after, run_what_is_due
from tests.foundations.mail.post_office import PostOffice

pytestmark = pytest.mark.database

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
SENDER = "no-reply@yoriai.example"


def queue(*names: str, subject: str = "アイデアを掲載しました") -> None:
    for name in names:
        queue_mail(
            to=f"{name}@example.jp", subject=subject, body="本文です。\n.\n終わり\n", language="ja",
            unique_key=f"idea-published:{name}", at=NOON,
        )  # fmt: skip
    db.session.commit()


def send(office: PostOffice, at: dt.datetime = NOON) -> int:
    notes = SentNotes(Path(current_app.config["DATA_DIR"]))
    return send_waiting_mails(office.address, sender=SENDER, by="this", notes=notes, now=lambda: at)


def outbox() -> dict[str, OutgoingMail]:
    db.session.rollback()
    return {mail.recipient.partition("@")[0]: mail for mail in db.session.scalars(select(OutgoingMail))}


def recipients(office: PostOffice) -> list[str]:
    return [str(mail["To"]) for mail in office.mails]


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_mail_arrives_as_it_was_queued(mail_app: Flask, office: PostOffice) -> None:
    queue("hanako")

    assert [send(office), send(office)] == [1, 0]

    [mail] = office.mails
    sent = outbox()["hanako"]
    assert dict(mail.items()) | {"Content-Transfer-Encoding": "", "Date": ""} == {
        "From": SENDER,
        "To": "hanako@example.jp",
        "Subject": "アイデアを掲載しました",
        "Date": "",
        "Message-ID": sent.message_id,
        "Content-Language": "ja",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "",
        "MIME-Version": "1.0",
    }
    assert mail["Date"].datetime == NOON
    assert mail.get_content().replace("\r\n", "\n") == "本文です。\n.\n終わり\n"
    assert (sent.sent_at, sent.attempts, sent.claimed_by, sent.body) == (NOON, 1, None, "")


def test_a_mail_refused_for_now_is_tried_again_and_holds_up_no_other(
    mail_app: Flask, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.answers["full@example.jp"] = "452 mailbox of full@example.jp is full"
    queue("full", "hanako")

    assert send(office) == 1
    assert recipients(office) == ["hanako@example.jp"]
    assert events(caplog) == ["mail_not_sent"]

    office.answers.clear()
    assert send(office, NOON + pause_after(1) - dt.timedelta(seconds=1)) == 0
    assert send(office, NOON + pause_after(1)) == 1
    assert recipients(office) == ["hanako@example.jp", "full@example.jp"]


def test_a_mail_refused_for_good_is_given_up_with_an_alarm_and_no_address_in_it(
    mail_app: Flask, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.answers["gone@example.jp"] = "550 no gone@example.jp here"
    queue("gone")

    assert send(office) == 0

    mail = outbox()["gone"]
    assert mail.given_up_at == NOON
    assert str(mail.last_error).startswith("SMTPRecipientsRefused at foundations/mail/servers.py:")
    assert str(mail.last_error).endswith(" 550")
    assert events(caplog) == ["mail_given_up"]
    assert "gone@" not in str(mail.last_error)
    assert send(office, NOON + dt.timedelta(days=1)) == 0


def test_a_mail_that_nobody_takes_for_three_days_is_given_up(mail_app: Flask, office: PostOffice) -> None:
    office.answers["full@example.jp"] = "452 full"
    queue("full")

    send(office, NOON + GIVEN_UP_AFTER)
    assert outbox()["full"].given_up_at is None
    send(office, NOON + GIVEN_UP_AFTER + dt.timedelta(hours=1))

    assert outbox()["full"].given_up_at == NOON + GIVEN_UP_AFTER + dt.timedelta(hours=1)


@pytest.mark.parametrize("answer", ["", "421 going away"])
def test_a_line_that_breaks_stops_the_round_and_the_mail_is_tried_again_under_its_id(
    mail_app: Flask, office: PostOffice, answer: str
) -> None:
    office.when_taken = lambda: answer
    queue("hanako", "taro")

    with pytest.raises(smtplib.SMTPException):
        send(office)
    office.when_taken = lambda: "250 taken"
    assert send(office, NOON + pause_after(1)) == 2

    ids = [mail["Message-ID"] for mail in office.mails if mail["To"] == "hanako@example.jp"]
    assert len(ids) == 2
    assert ids[0] == ids[1]
    assert recipients(office).count("taro@example.jp") == 1


def test_a_claimed_mail_is_left_alone_until_its_claim_runs_out(
    mail_app: Flask, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    queue("hanako")

    def send_beside() -> str:
        beside.append(send(office))
        return ""

    beside: list[int] = []
    office.when_taken = in_context(mail_app, send_beside)
    with pytest.raises(smtplib.SMTPException):
        send(office)
    assert beside == [0]

    mail = outbox()["hanako"]
    mail.claimed_by, mail.not_before = "dead", NOON + CLAIMED_FOR
    db.session.commit()
    office.when_taken = lambda: "250 taken"
    caplog.clear()
    assert [send(office, NOON + CLAIMED_FOR - dt.timedelta(seconds=1)), send(office, NOON + CLAIMED_FOR)] == [0, 1]
    assert events(caplog) == ["mail_interrupted"]


def test_a_mail_that_cannot_be_written_is_given_up_and_holds_up_no_other(mail_app: Flask, office: PostOffice) -> None:
    queue("broken", "hanako")
    outbox()["broken"].subject = "by hand:\r\nBcc: all@example.jp"
    db.session.commit()

    assert send(office) == 1
    assert recipients(office) == ["hanako@example.jp"]
    assert outbox()["broken"].given_up_at == NOON


def test_the_job_sends_what_waits_and_rests_when_nothing_does(mail_app: Flask, office: PostOffice) -> None:
    mail_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{office.port}"
    job = JOBS[0]
    assert run_what_is_due(job, by="this") == 0
    assert db.session.scalars(select(JobRun)).all() == []
    queue("hanako", "taro")

    assert run_what_is_due(job, by="this") == 1

    assert recipients(office) == ["hanako@example.jp", "taro@example.jp"]
    assert office.mails[0]["From"] == SENDER


def test_without_a_mail_server_mail_waits_under_an_alarm(mail_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    queue("hanako")

    assert run_what_is_due(JOBS[0], by="this") == 0

    assert events(caplog) == ["job_failed"]
    assert outbox()["hanako"].sent_at is None


def test_in_demonstration_mode_nothing_leaves_the_machine(mail_app: Flask, office: PostOffice) -> None:
    mail_app.config.update(DEMONSTRATION_MODE=True, SMTP_URL=f"smtp://127.0.0.1:{office.port}")
    queue("hanako")

    assert run_what_is_due(JOBS[0], by="this") == 1

    mail = outbox()["hanako"]
    assert (office.raw, mail.sent_at is None, mail.body) == ([], False, "本文です。\n.\n終わり\n")


def test_old_mail_is_emptied_by_the_clock(mail_app: Flask) -> None:
    queue("hanako")
    outbox()["hanako"].sent_at = NOON
    db.session.commit()

    run_what_is_due(JOBS[1], by="this", now=lambda: NOON + dt.timedelta(days=31))

    assert list(outbox()) == [""]


def in_context(app: Flask, call: Callable[[], str]) -> Callable[[], str]:
    """Return ``call`` for another thread, in an application context of its own."""

    def called() -> str:
        with app.app_context():
            return call()

    return called
