"""What the clock does for mail: send what waits, empty what is old."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.orm import Session

from foundations.mail.notes import SentNotes
from foundations.mail.outbox import empty_old_mails
from foundations.mail.sending import is_mail_waiting, send_waiting_mails, show_waiting_mails
from foundations.mail.servers import mail_server
from foundations.scheduling.jobs import Job, newest_slot, slot_key
from foundations.scheduling.leadership import name_of_this_process

_LOOK_EVERY = dt.timedelta(seconds=5)


class NoMailServer(RuntimeError):
    """Mail waits and ``YORIAI_SMTP_URL`` does not say where to send it."""


def _slot_if_mail_waits(session: Session, at: dt.datetime) -> Iterator[tuple[str, dt.datetime]]:
    if is_mail_waiting(session, at):
        slot = newest_slot(at, _LOOK_EVERY)
        yield slot_key(slot), slot


def _send(_key: str, at: dt.datetime) -> None:
    if current_app.config["DEMONSTRATION_MODE"]:
        show_waiting_mails(at=at)
        return
    url = current_app.config.get("SMTP_URL")
    if not url:
        raise NoMailServer
    notes = SentNotes(Path(current_app.config["DATA_DIR"]) / "mail-sent")
    send_waiting_mails(mail_server(url), sender=sender_address(), by=name_of_this_process(), notes=notes)


def sender_address() -> str:
    """Return who our mail is from: ``MAIL_FROM``, or ``no-reply`` at our own host."""
    return current_app.config.get("MAIL_FROM") or f"no-reply@{urlsplit(current_app.config['BASE_URL']).hostname}"


JOBS = (
    Job(
        name="send-mail",
        due=_slot_if_mail_waits,
        run=_send,
        outside=True,
        drains=True,
        forget_after=dt.timedelta(days=1),
    ),
    Job(name="empty-old-mail", every=dt.timedelta(days=1), run=lambda _key, at: _empty(at), drains=True),
)


def _empty(at: dt.datetime) -> None:
    empty_old_mails(at=at)
