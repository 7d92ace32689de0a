"""Queue a mail with the act that causes it; read what is queued; empty what is old."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import or_, select, update

from foundations.database.changes import insert_unless_there, rows_changed
from foundations.database.session import db
from foundations.mail.addresses import usable_address, usable_subject
from foundations.mail.models import GIVEN_UP_AFTER, LONGEST_KEY, OutgoingMail

KEPT_FOR = dt.timedelta(days=30)


def queue_mail(*, to: str, subject: str, body: str, language: str, unique_key: str, at: dt.datetime) -> bool:
    """Put a mail into the outbox, in the caller's transaction; tell whether its key is new.

    A key that was used before changes nothing: the first mail stands. Keys name the
    act, not the person (``idea-published:7``), and hold nothing secret.

    Raises:
        UnusableAddress: if mail cannot be sent to ``to``.
        UnusableSubject: if ``subject`` would break out of its header line.
    """
    if not 0 < len(unique_key) <= LONGEST_KEY:
        message = f"a mail's key has 1 to {LONGEST_KEY} characters, not {len(unique_key)}"
        raise ValueError(message)
    return insert_unless_there(
        db.session(),
        OutgoingMail,
        unique_key=unique_key,
        recipient=usable_address(to),
        language=language,
        subject=usable_subject(subject),
        body=body,
        message_id=message_id_for(unique_key),
        queued_at=at,
        not_before=at,
        tried_until=at + GIVEN_UP_AFTER,
    )


def message_id_for(unique_key: str) -> str:
    """Return the Message-ID (RFC 5322, 3.6.4) that every attempt at this mail carries."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return f"<{hashlib.sha256(unique_key.encode()).hexdigest()[:40]}@{host}>"


def mails_for_demonstration(*, limit: int, before: int | None = None) -> Sequence[OutgoingMail]:
    """Return queued and "sent" mails, newest first; ``before`` is the last id of the page above."""
    newest_first = select(OutgoingMail).order_by(OutgoingMail.id.desc()).limit(limit)
    if before is not None:
        newest_first = newest_first.where(OutgoingMail.id < before)
    return db.session.scalars(newest_first).all()


def empty_old_mails(*, at: dt.datetime) -> int:
    """Erase address and text of mails that have been done with for a month; return how many."""
    old = at - KEPT_FOR
    return rows_changed(
        db.session(),
        update(OutgoingMail)
        .where(OutgoingMail.erased_at.is_(None), or_(OutgoingMail.sent_at < old, OutgoingMail.given_up_at < old))
        .values(recipient="", subject="", body="", erased_at=at),
    )
