"""Mails that were given up: what an operator sees of them, never their text (it holds links), and may do about them."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, func, select

from foundations.database.locks import hold
from foundations.database.session import db
from foundations.mail.models import OutgoingMail
from foundations.web.audit import log_once_stored
from foundations.web.doctor import NeedsAttention
from foundations.web.paging import SIZE, Page


def given_up_mails(page: int) -> Page[Any]:
    """Return a page of the mails that wait for an operator, the latest first.

    Each row has id, recipient, language, subject, queued_at, given_up_at, attempts and last_error.
    """
    rows = db.session.execute(
        select(
            OutgoingMail.id,
            OutgoingMail.recipient,
            OutgoingMail.language,
            OutgoingMail.subject,
            OutgoingMail.queued_at,
            OutgoingMail.given_up_at,
            OutgoingMail.attempts,
            OutgoingMail.last_error,
        )
        .where(*_waiting_for_an_operator())
        .order_by(OutgoingMail.given_up_at.desc(), OutgoingMail.id.desc())
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    ).all()
    return Page(rows, page, count_given_up_mails())


def count_given_up_mails() -> int:
    """Return how many mails wait for an operator."""
    return db.session.scalar(select(func.count()).select_from(OutgoingMail).where(*_waiting_for_an_operator())) or 0


def given_up_mail(mail_id: int) -> OutgoingMail | None:
    """Return the mail if it waits for an operator."""
    return db.session.scalar(select(OutgoingMail).where(OutgoingMail.id == mail_id, *_waiting_for_an_operator()))


def send_again(*, mail: OutgoingMail, by: int | None, at: dt.datetime) -> None:
    """Try a mail that was given up anew, for as long as a new one.

    Raises:
        MailMovedOn: if another operator was faster.
    """
    hold(mail, "given_up_at", "let_go_at")
    mail.try_again(at=at)
    log_once_stored("mail_sent_again", mail=mail.id, by=by)


def let_go(*, mail: OutgoingMail, by: int | None, at: dt.datetime) -> None:
    """Note that an operator knows that the mail will not arrive.

    Raises:
        MailMovedOn: if another operator was faster.
    """
    hold(mail, "given_up_at", "let_go_at")
    mail.let_go(at=at)
    log_once_stored("mail_let_go", mail=mail.id, by=by)


def check_given_up_mails() -> str:
    """Return "ok" if no mail waits for an operator.

    Raises:
        NeedsAttention: if one does.
    """
    count = count_given_up_mails()
    if count:
        advice = f"{count} could not be delivered. An administrator finds them at /operations."
        raise NeedsAttention(advice, state="given up")
    return "ok"


def _waiting_for_an_operator() -> tuple[ColumnElement[bool], ...]:
    return OutgoingMail.given_up_at.is_not(None), OutgoingMail.let_go_at.is_(None), OutgoingMail.erased_at.is_(None)
