"""Processes that send mail beside each other. Imported by each of them."""

import contextlib
import datetime as dt
import os
import signal
import smtplib
import time
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from foundations.database.session import transaction
from foundations.mail import sending
from foundations.mail.models import OutgoingMail
from foundations.mail.notes import SentNotes
from foundations.mail.servers import MailServer
from tests.foundations.scheduling.workers import connect

Way = Literal["as it is", "without claims", "dies before the mark"]


def send_until_killed(url: str, port: int, folder: Path, way: Way) -> None:
    """Send what waits, again and again; the test kills us somewhere on the way."""
    if way == "without claims":
        sending._claim_mail = _read_without_claiming
    if way == "dies before the mark":
        sending._record_sent = _die
    app = connect(url)
    with app.app_context():
        while True:
            with contextlib.suppress(smtplib.SMTPException):  # tried again, as the job would
                sending.send_waiting_mails(
                    MailServer("smtp", "127.0.0.1", port),
                    sender="no-reply@yoriai.example",
                    by=str(os.getpid()),
                    notes=SentNotes(folder),
                    claimed_for=dt.timedelta(seconds=0.5),
                )
            time.sleep(0.02)


def _die(claim: sending._Claim, at: dt.datetime) -> bool:
    os.kill(os.getpid(), signal.SIGKILL)
    return False


def _read_without_claiming(*, by: str, at: dt.datetime, claimed_for: dt.timedelta) -> sending._Claim | None:
    with transaction("read") as session:
        unsent = select(OutgoingMail).where(OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None))
        mail = session.scalar(unsent.order_by(OutgoingMail.id).limit(1))
    return None if mail is None else sending._Claim(mail, mail.attempts, died_before=False)
