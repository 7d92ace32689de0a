"""Reads for the page of what was found: which workshops are public, and what their lines show."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import case, select

from foundations.database.session import db
from workshops.models import Workshop, WorkshopMinutes


def public_workshops_among(keys: Collection[str]) -> set[str]:
    """Return those of the ids that are announced workshops, in one query."""
    statement = select(Workshop.id).where(Workshop.id.in_(map(int, keys)), Workshop.announced_at.is_not(None))
    return {str(workshop_id) for workshop_id in db.session.scalars(statement)}


def workshops_to_show(keys: Collection[str]) -> Sequence[Any]:
    """Return id, slug, texts and published minutes of workshops, in one query."""
    published = case((WorkshopMinutes.published_at.is_not(None), WorkshopMinutes.body))
    statement = (
        select(
            Workshop.id,
            Workshop.slug,
            Workshop.title_ja,
            Workshop.title_en,
            Workshop.description_ja,
            Workshop.description_en,
            Workshop.place_ja,
            Workshop.place_en,
            published.label("minutes"),
        )
        .outerjoin(WorkshopMinutes, WorkshopMinutes.workshop_id == Workshop.id)
        .where(Workshop.id.in_(map(int, keys)))
    )
    return db.session.execute(statement).all()
