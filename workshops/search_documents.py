"""Workshops as search finds them: once announced, with their minutes once published."""

import datetime as dt
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundations.database.session import db
from foundations.search.interface import SearchDocument
from foundations.search.registry import DocumentSource
from foundations.search.services import queue_update
from workshops.enums import WORKSHOP
from workshops.models import Workshop

_TEXTS = ("description_ja", "description_en", "place_ja", "place_en")


def workshop_changed(workshop: Workshop, *, at: dt.datetime) -> None:
    """Let search look at the workshop again: it was announced, changed, called off or reported on."""
    queue_update(kind=WORKSHOP, key=workshop.id, at=at)


def workshop_documents(keys: Collection[str] | None) -> Iterator[SearchDocument]:
    """Yield the announced workshops in both languages, all or those with the given ids."""
    statement = (
        select(Workshop)
        .where(Workshop.announced_at.is_not(None))
        .options(joinedload(Workshop.minutes))
        .order_by(Workshop.id)
    )
    if keys is not None:
        statement = statement.where(Workshop.id.in_(map(int, keys)))
    for workshop in db.session.scalars(statement):
        texts = [getattr(workshop, name) for name in _TEXTS]
        if workshop.minutes is not None and workshop.minutes.published_at is not None:
            texts.append(workshop.minutes.body)
        title = f"{workshop.title_ja}\n{workshop.title_en}"
        yield SearchDocument(WORKSHOP, str(workshop.id), title, "\n".join(texts))


SOURCES: dict[str, DocumentSource] = {WORKSHOP: workshop_documents}
