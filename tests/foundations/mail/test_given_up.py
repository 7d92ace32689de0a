"""Mails that were given up wait for an operator, who tries them again or lets them go."""

import datetime as dt

import pytest
from flask import Flask

from foundations.database.session import db
from foundations.mail.given_up import (
    check_given_up_mails,
    count_given_up_mails,
    given_up_mail,
    given_up_mails,
    let_go,
    send_again,
)
from foundations.mail.models import GIVEN_UP_AFTER, MailMovedOn, OutgoingMail
from foundations.mail.outbox import KEPT_FOR, empty_old_mails, queue_mail
from foundations.web.doctor import NeedsAttention
from tests.foundations.mail.post_office import PostOffice
from tests.foundations.mail.test_sending import NOON, send

pytestmark = pytest.mark.database

MUCH_LATER = NOON + GIVEN_UP_AFTER + dt.timedelta(days=2)


@pytest.fixture
def refused(mail_app: Flask, office: PostOffice) -> OutgoingMail:
    """A mail that its receiver's server refused for good."""
    office.answers["gone@example.jp"] = "550 no gone@example.jp here"
    queue_mail(
        to="gone@example.jp", subject="件名", body="秘密のリンク\n", language="ja", unique_key="letter:1", at=NOON
    )  # fmt: skip
    db.session.commit()
    send(office)
    db.session.rollback()
    [row] = given_up_mails(1).items
    found = given_up_mail(row.id)
    assert found is not None
    return found


def test_mail_given_up_is_listed_with_what_happened_and_not_with_its_text(refused: OutgoingMail) -> None:
    page = given_up_mails(1)

    [row] = page.items
    assert (page.total, row.recipient, row.subject, row.attempts, row.given_up_at) == (
        1,
        "gone@example.jp",
        "件名",
        1,
        NOON,
    )
    assert row.last_error.endswith(" 550")
    assert "秘密" not in str(row)


def test_mail_sent_again_is_tried_as_long_as_a_new_one(refused: OutgoingMail, office: PostOffice) -> None:
    send_again(mail=refused, by=None, at=MUCH_LATER)
    db.session.commit()
    assert count_given_up_mails() == 0
    office.answers["gone@example.jp"] = "452 full"

    assert send(office, MUCH_LATER) == 0
    assert count_given_up_mails() == 0
    office.answers.clear()
    assert send(office, MUCH_LATER + dt.timedelta(hours=1)) == 1

    assert [str(mail["To"]) for mail in office.mails] == ["gone@example.jp"]


def test_mail_let_go_is_neither_sent_nor_listed(refused: OutgoingMail, office: PostOffice) -> None:
    office.answers.clear()
    let_go(mail=refused, by=None, at=NOON)
    db.session.commit()

    assert (count_given_up_mails(), given_up_mail(refused.id), send(office, MUCH_LATER)) == (0, None, 0)


def test_mail_emptied_by_the_clock_is_listed_no_more(refused: OutgoingMail) -> None:
    empty_old_mails(at=NOON + KEPT_FOR + dt.timedelta(seconds=1))
    db.session.commit()

    assert (count_given_up_mails(), list(given_up_mails(1).items)) == (0, [])


@pytest.mark.parametrize("act", [send_again, let_go])
def test_operator_who_comes_second_is_told_so(refused: OutgoingMail, act: object) -> None:
    send_again(mail=refused, by=None, at=NOON)
    db.session.commit()

    with pytest.raises(MailMovedOn):
        act(mail=refused, by=None, at=NOON)  # type: ignore[operator] # both take the same


def test_check_counts_mails_that_wait_for_an_operator(refused: OutgoingMail) -> None:
    with pytest.raises(NeedsAttention, match=r"^1 could not be delivered") as finding:
        check_given_up_mails()
    assert finding.value.state == "given up"
    assert "gone@" not in str(finding.value)

    let_go(mail=refused, by=None, at=NOON)
    assert check_given_up_mails() == "ok"
