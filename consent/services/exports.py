"""Taking away everything that is kept about oneself, by a link that opens once."""

import datetime as dt
import secrets
from typing import Any

from accounts.methods import Actor
from accounts.queries import token_digest
from consent.errors import ExportLinkDead
from consent.exports.personal import everything_about
from consent.models import ExportLink
from consent.models.exports import LINK_LASTS
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.settings import Settings
from foundations.web.audit import log_once_stored

_TOKEN_BYTES = 32


def make_export_link(*, by: Actor, at: dt.datetime) -> str:
    """Return the token of a link to everything about the actor: for this sign-in, once, for ten minutes."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    db.session.add(
        ExportLink(
            token_digest=token_digest(token),
            person_id=by.person_id,
            sign_in_id=by.sign_in_id,
            made_at=at,
            expires_at=at + LINK_LASTS,
        )
    )
    db.session.flush()
    log_once_stored("personal_export_asked_for", person=by.person_id)
    return token


def take_export(*, link: ExportLink, settings: Settings, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Return everything about the actor and use the link up.

    Raises:
        ExportLinkDead: if it was used, is too old, or was made in another browser.
    """
    hold(link, "used_at")
    if link.person_id != by.person_id or not link.opens(sign_in_id=by.sign_in_id, at=at):
        raise ExportLinkDead
    link.used_at = at
    record("consent.personal_export_taken", {"by": by.person_id}, subject=None, at=at)
    log_once_stored("personal_export_taken", person=by.person_id)
    return everything_about(link.person_id, settings)
