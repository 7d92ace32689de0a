"""Reads of the record of uses: each person sees their own."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consent.models import UseRecord
from foundations.database.session import db
from foundations.web.paging import SIZE, Page


def uses_of(person_id: int | None, number: int, size: int = SIZE) -> Page[UseRecord]:
    """Return a page of the person's record of uses, the latest first."""
    mine = UseRecord.person_id == person_id
    total = db.session.scalar(select(func.count()).select_from(UseRecord).where(mine)) or 0
    rows = db.session.scalars(
        select(UseRecord)
        .options(joinedload(UseRecord.organisation))
        .where(mine)
        .order_by(UseRecord.used_at.desc(), UseRecord.id.desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(rows.all(), number, total, size)


def all_uses_of(person_id: int) -> Sequence[UseRecord]:
    """Return the person's whole record of uses, in the order of writing."""
    return db.session.scalars(
        select(UseRecord)
        .options(joinedload(UseRecord.organisation))
        .where(UseRecord.person_id == person_id)
        .order_by(UseRecord.id)
    ).all()
