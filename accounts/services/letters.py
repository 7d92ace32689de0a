"""Letters about accounts, queued with the act that causes them."""

import datetime as dt
import secrets
from typing import Any

from accounts.models import Person
from foundations.mail.composing import compose
from foundations.mail.outbox import queue_mail

_KEY_BYTES = 16


def send_letter(letter: str, *, person: Person, at: dt.datetime, **values: Any) -> None:
    """Queue ``templates/mail/<letter>.txt`` for the person, in their language.

    Each call is an act of its own, so its key is random: asking for a second mail brings one.
    """
    queue_mail(
        to=person.address,
        **compose(letter, language=person.language, name=person.name, **values),
        unique_key=f"{letter}:{secrets.token_hex(_KEY_BYTES)}",
        at=at,
    )
