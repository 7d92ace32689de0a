"""What a person finds in their mailbox, and the links in it."""

import re
from urllib.parse import urlsplit

from sqlalchemy import select

from foundations.database.session import db
from foundations.mail.models import OutgoingMail

_LINK = re.compile(r"^https?://\S+$", re.MULTILINE)


def mails_to(address: str) -> list[OutgoingMail]:
    """The mails queued for ``address``, oldest first."""
    found = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.recipient == address).order_by(OutgoingMail.id)
    ).all()
    db.session.rollback()
    return list(found)


def links_in(mail: OutgoingMail) -> list[str]:
    """The paths that the mail's links lead to; the last one is the front page in its foot."""
    return [urlsplit(link).path for link in _LINK.findall(mail.body)]
