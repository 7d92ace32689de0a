"""Writing and publishing the minutes of a workshop."""

from accounts.methods import Actor
from accounts.queries import person_acting
from contest.methods.texts import text_digest
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from workshops.errors import MinutesPublished
from workshops.models import Workshop, WorkshopMinutes
from workshops.search_documents import workshop_changed


def save_minutes(*, workshop: Workshop, body: str, by: Actor) -> WorkshopMinutes:
    """Keep what was typed so far; only its makers see it.

    Raises:
        MinutesPublished: once they are.
    """
    hold(workshop, "capacity")
    saver = person_acting(by)
    minutes = workshop.minutes or WorkshopMinutes(workshop=workshop)
    if minutes.published_at is not None:
        raise MinutesPublished
    minutes.body, minutes.saved_at, minutes.saved_by_id = body, by.at, saver.id
    db.session.add(minutes)
    db.session.flush()
    return minutes


def publish_minutes(*, workshop: Workshop, body: str, by: Actor) -> None:
    """Show the minutes, and with them the boards, to everybody; from then on they stand.

    Raises:
        MinutesPublished: if they are already.
    """
    minutes = save_minutes(workshop=workshop, body=body, by=by)
    minutes.published_at = by.at
    db.session.flush()
    workshop_changed(workshop, at=by.at)
    payload = {"workshop": workshop.slug, "text": text_digest(body)}
    record("workshops.minutes_published", payload, subject=f"workshop:{workshop.id}", at=by.at)
