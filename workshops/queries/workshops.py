"""Reads of workshops."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from accounts.enums import Role
from accounts.methods import Actor
from foundations.database.session import db
from foundations.web.paging import SIZE, Page
from workshops import policies
from workshops.models import Board, Workshop, WorkshopMinutes


def workshop_visible_to(actor: Actor, slug: str) -> Workshop | None:
    """Return the workshop with its minutes, in one query, if the actor may see it."""
    workshop = db.session.scalar(_whole().where(Workshop.slug == slug))
    return workshop if workshop is not None and policies.may_see_workshop(actor, workshop) else None


def announced_workshops_with_ids(ids: set[int]) -> Sequence[Workshop]:
    """Return those of the workshops that everybody may know of."""
    if not ids:
        return []
    return db.session.scalars(select(Workshop).where(Workshop.id.in_(ids), Workshop.announced_at.is_not(None))).all()


def workshops_to_come(actor: Actor) -> list[Workshop]:
    """Return what has not ended yet, the next first."""
    statement = _whole().where(Workshop.ends_at > actor.at, Workshop.cancelled_at.is_(None))
    coming = db.session.scalars(statement.order_by(Workshop.starts_at, Workshop.id))
    return [workshop for workshop in coming if policies.may_see_workshop(actor, workshop)]


def workshops_to_run(actor: Actor) -> list[Workshop]:
    """Return what the actor runs as a facilitator and has no minutes yet, the next first; no query for anybody else."""
    if not any(role == Role.FACILITATOR for role, _scope in actor.grants):
        return []
    statement = (
        _whole()
        .outerjoin(WorkshopMinutes, WorkshopMinutes.workshop_id == Workshop.id)
        .where(WorkshopMinutes.published_at.is_(None), Workshop.cancelled_at.is_(None))
        .order_by(Workshop.starts_at, Workshop.id)
    )
    return [workshop for workshop in db.session.scalars(statement) if policies.may_run(actor, workshop)]


def past_workshops(actor: Actor, page: int) -> Page[Workshop]:
    """Return a page of what is over or was called off, the latest first."""
    is_past = or_(Workshop.ends_at <= actor.at, Workshop.cancelled_at.is_not(None))
    past = _whole().where(Workshop.announced_at.is_not(None), is_past)
    total = db.session.scalar(select(func.count()).select_from(past.subquery())) or 0
    ordered = past.order_by(Workshop.starts_at.desc(), Workshop.id.desc())
    return Page(db.session.scalars(ordered.limit(SIZE).offset((page - 1) * SIZE)).all(), page, total)


def boards_of(workshop: Workshop) -> list[Board]:
    """Return the boards of a workshop by their tables' numbers."""
    return list(db.session.scalars(select(Board).where(Board.workshop_id == workshop.id).order_by(Board.number)))


def _whole() -> Select[Workshop]:
    return select(Workshop).options(joinedload(Workshop.minutes))
