"""A mail is queued with its act, once per key, and emptied after a month."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from foundations.database.session import db
from foundations.mail.addresses import UnusableAddress, UnusableSubject
from foundations.mail.models import OutgoingMail
from foundations.mail.outbox import KEPT_FOR, empty_old_mails, mails_for_demonstration, message_id_for, queue_mail

pytestmark = pytest.mark.database

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)


def queue(key: str, *, to: str = "hanako@example.jp", subject: str = "アイデアを掲載しました") -> bool:
    return queue_mail(to=to, subject=subject, body="本文\n", language="ja", unique_key=key, at=NOON)


def queued() -> list[str]:
    return list(db.session.scalars(select(OutgoingMail.unique_key).order_by(OutgoingMail.id)))


def test_a_mail_is_there_when_its_act_is_and_not_when_it_is_undone(mail_app: Flask) -> None:
    queue("idea-published:7")
    db.session.commit()
    queue("idea-published:8")
    db.session.rollback()

    assert queued() == ["idea-published:7"]


def test_the_first_mail_of_a_key_stands_and_the_acts_transaction_goes_on(mail_app: Flask) -> None:
    assert [queue("idea-published:7"), queue("idea-published:7", subject="別の件名")] == [True, False]
    queue("idea-published:8")
    db.session.commit()

    assert queued() == ["idea-published:7", "idea-published:8"]
    assert db.session.scalars(select(OutgoingMail.subject)).first() == "アイデアを掲載しました"


def test_breaking_out_of_a_header_is_refused_before_anything_is_written(mail_app: Flask) -> None:
    with pytest.raises(UnusableAddress):
        queue("a", to="hanako@example.jp\r\nBcc: all@example.jp")
    with pytest.raises(UnusableSubject):
        queue("a", subject="件名\r\nBcc: all@example.jp")

    assert queued() == []


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_that_could_not_be_unique_is_refused(mail_app: Flask, key: str) -> None:
    with pytest.raises(ValueError, match="a mail's key"):
        queue(key)


def test_the_message_id_follows_from_the_key_alone(mail_app: Flask) -> None:
    assert (
        message_id_for("idea-published:7") == message_id_for("idea-published:7") != message_id_for("idea-published:8")
    )
    assert message_id_for("idea-published:7").endswith("@yoriai.example>")


def test_the_demonstration_reads_newest_first_page_by_page(mail_app: Flask) -> None:
    for number in range(5):
        queue(f"idea-published:{number}")
    db.session.commit()

    first = mails_for_demonstration(limit=2)
    second = mails_for_demonstration(limit=2, before=first[-1].id)

    assert [mail.unique_key[-1] for mail in (*first, *second)] == ["4", "3", "2", "1"]


def test_old_mails_are_emptied_and_their_keys_stay(mail_app: Flask) -> None:
    for key in ("sent", "given up", "waiting"):
        queue(key)
    sent, given_up, _waiting = mails = list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))
    sent.sent_at = given_up.given_up_at = NOON
    db.session.commit()

    assert empty_old_mails(at=NOON + KEPT_FOR) == 0
    assert empty_old_mails(at=NOON + KEPT_FOR + dt.timedelta(seconds=1)) == 2
    db.session.commit()

    for mail in mails:
        db.session.refresh(mail)
    assert [(mail.recipient, mail.subject, mail.body) for mail in mails] == [
        ("", "", ""),
        ("", "", ""),
        ("hanako@example.jp", "アイデアを掲載しました", "本文\n"),
    ]
    assert not queue("sent")
