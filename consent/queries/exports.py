"""Reads of links to one's own data."""

from sqlalchemy import select

from accounts.methods import Actor
from accounts.queries import token_digest
from consent.models import ExportLink
from foundations.database.session import db


def export_link_of(actor: Actor, token: str) -> ExportLink | None:
    """Return the actor's own link with this token, whether or not it still opens anything."""
    return db.session.scalar(
        select(ExportLink).where(
            ExportLink.token_digest == token_digest(token), ExportLink.person_id == actor.person_id
        )
    )
