"""Send what waits in the outbox: after the act's commit, one process per mail, tried again until it is taken.

Each mail is claimed under a number, in a transaction of its own, right before it is
handed to the mail server, and marked as sent right after. Two processes never hold
one mail at a time.

**A sender that dies** (SIGKILL, no memory) while the server thinks about a mail would
leave us not knowing, and SMTP has no way to ask. So the mail's last byte is noted in a
file some microseconds later (``notes``). A mail that was claimed, not marked and not noted is sent again.
One that was noted is presumed taken: the server has all of it. Should it have refused it
in that very moment, the mail is lost; therefore it is logged (``mail_presumed_taken``)
and said in its row. A power cut may lose the note: then the mail is sent again under the
same Message-ID, by which many mail stores drop the second copy.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from foundations.database.changes import rows_changed
from foundations.database.clock import now as clock_now
from foundations.database.session import transaction
from foundations.mail.models import OutgoingMail
from foundations.mail.notes import SentNotes
from foundations.mail.servers import Connection, MailServer, connected_to
from foundations.scheduling.running import pause_after
from foundations.web.log_lines import describe_error, log_event

Now = Callable[[], dt.datetime]

# Longer than every wait for the server's answers together, or a slow server would get a mail twice.
CLAIMED_FOR = dt.timedelta(minutes=3)
ROUND = dt.timedelta(seconds=30)
_REFUSED_FOR_GOOD = range(500, 600)
_GOING_AWAY = 421  # RFC 5321, 3.8: the server closes the line
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


@dataclass(frozen=True, slots=True)
class _Claim:
    mail: OutgoingMail
    number: int
    died_before: bool


def is_mail_waiting(session: Session, at: dt.datetime) -> bool:
    """Tell whether any mail may be sent now."""
    return session.scalar(select(OutgoingMail.id).where(*_waiting(at)).limit(1)) is not None


def send_waiting_mails(
    server: MailServer,
    *,
    sender: str,
    by: str,
    notes: SentNotes,
    now: Now = clock_now,
    claimed_for: dt.timedelta = CLAIMED_FOR,
) -> int:
    """Hand waiting mails to ``server`` for half a minute at most; return how many it took.

    A mail that the server refuses is tried again later or given up, and does not hold
    up the others.

    Raises:
        OSError, smtplib.SMTPException: if the server cannot be reached, or goes away.
            What was not sent waits; the mail in hand may or may not have been taken.
    """
    taken = 0
    ends_at = now() + ROUND
    with connected_to(server) as connection, notes.writing():
        while now() < ends_at:
            claim = _claim_mail(by=by, at=now(), claimed_for=claimed_for)
            if claim is None:
                break
            if claim.died_before and notes.has(claim.mail.message_id):
                _record_presumed_taken(claim, now())
            else:
                taken += _send(connection, claim, sender, notes, now)
    return taken


def show_waiting_mails(*, at: dt.datetime) -> None:
    """In demonstration mode: count what waits as sent. It is read on a page and never leaves this machine."""
    with transaction("write") as session:
        session.execute(update(OutgoingMail).where(*_waiting(at)).values(sent_at=at))


def _send(connection: Connection, claim: _Claim, sender: str, notes: SentNotes, now: Now) -> bool:
    mail = claim.mail
    try:
        connection.hand_over(
            build_message(mail, sender),
            sender=sender,
            recipient=mail.recipient,
            when_sent=notes.prepare(mail.message_id),
        )
    except _REFUSALS as error:
        notes.take_back(mail.message_id)
        _record_failure(claim, error, now(), given_up=_is_for_good(error))
        if _answer_code(error) == _GOING_AWAY:
            raise
        return False
    except OSError as error:  # the line broke before an answer: the mail counts as not taken (RFC 5321, 4.2.5)
        notes.take_back(mail.message_id)
        _record_failure(claim, error, now(), given_up=False)
        raise
    except ValueError as error:  # it cannot be written as a mail; no later attempt will change that
        _record_failure(claim, error, now(), given_up=True)
        return False
    return _record_sent(claim, now())


def build_message(mail: OutgoingMail, sender: str) -> EmailMessage:
    """Return the mail as it goes over the wire."""
    message = EmailMessage(policy=SMTP)
    message.set_content(mail.body, charset="utf-8")
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = mail.queued_at
    message["Message-ID"] = mail.message_id
    message["Content-Language"] = mail.language.partition("@")[0]
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday notices stay silent
    return message


def _waiting(at: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutgoingMail.sent_at.is_(None),
        OutgoingMail.given_up_at.is_(None),
        OutgoingMail.not_before <= at,
    )


def _claim_mail(*, by: str, at: dt.datetime, claimed_for: dt.timedelta) -> _Claim | None:
    oldest = select(OutgoingMail).where(*_waiting(at)).order_by(OutgoingMail.not_before, OutgoingMail.id).limit(1)
    with transaction("write") as session:
        mail = session.scalar(oldest.with_for_update(skip_locked=True))
        if mail is None:
            return None
        died_before = mail.claimed_by is not None
        mail.claim(by=by, at=at, until=at + claimed_for)
        claim = _Claim(mail, mail.attempts, died_before)
    if died_before:
        log_event("mail_interrupted", level=logging.ERROR, mail=claim.mail.id, attempts=claim.number - 1)
    return claim


def _record_sent(claim: _Claim, at: dt.datetime) -> bool:
    # The text may hold a link that opens an account: it is not kept longer than it must.
    return _record(claim, sent_at=at, claimed_by=None, body="")


def _record_presumed_taken(claim: _Claim, at: dt.datetime) -> None:
    log_event("mail_presumed_taken", level=logging.ERROR, mail=claim.mail.id, attempts=claim.number - 1)
    _record(claim, sent_at=at, claimed_by=None, last_error="presumed taken: its sender died before the answer")


def _record_failure(claim: _Claim, error: Exception, at: dt.datetime, *, given_up: bool) -> None:
    """The alarm: a line in the log at once, and a row that operators see."""
    given_up = given_up or at > claim.mail.tried_until
    log_event(
        "mail_given_up" if given_up else "mail_not_sent",
        level=logging.ERROR,
        error=error,
        mail=claim.mail.id,
        attempts=claim.number,
        answer=_answer_code(error),
    )
    _record(
        claim,
        claimed_by=None,
        last_error=" ".join(filter(None, (describe_error(error), str(_answer_code(error) or ""))))[:200],
        not_before=at + pause_after(claim.number),
        given_up_at=at if given_up else None,
    )


def _record(claim: _Claim, **values: object) -> bool:
    """Write down how the attempt ended, if the claim still stands."""
    with transaction("write") as session:
        held = (OutgoingMail.id == claim.mail.id, OutgoingMail.attempts == claim.number)
        still_held = rows_changed(session, update(OutgoingMail).where(*held).values(**values)) == 1
    if not still_held:
        log_event("mail_taken_over", level=logging.ERROR, mail=claim.mail.id, attempts=claim.number)
    return still_held


def _is_for_good(error: smtplib.SMTPException) -> bool:
    """Tell whether the server will never take this mail. A refused sender is our configuration, not the mail."""
    return _answer_code(error) in _REFUSED_FOR_GOOD and not isinstance(error, smtplib.SMTPSenderRefused)


def _answer_code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _words in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
