"""Reads of ideas: the list of a contest, one idea, a person's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, Row, Select, bindparam, cast, func, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.methods import Actor
from accounts.queries import name_of
from contest import policies
from contest.enums import IdeaState
from contest.methods.shuffle import PRIME, shuffle_of
from contest.models import Comment, Contest, Division, Idea, Moderation, Support
from contest.queries.authors import author_of_idea
from foundations.database.clock import day_in_japan
from foundations.database.session import db
from foundations.web.paging import SIZE, Page

EXCERPT = 140
COMMENTS_SHOWN = 50


class IdeaOrder(StrEnum):
    """How a list of ideas may be ordered."""

    NEWEST = "newest"
    SUPPORTED = "supported"
    SHUFFLED = "shuffled"


_place = cast(Idea.shuffle_key, BigInteger) * bindparam("factor", type_=BigInteger())
SHUFFLED: tuple[Any, ...] = ((_place + bindparam("shift", type_=BigInteger())) % PRIME, Idea.id)
"""What to order ideas by in a day's shuffle; see ``values_of_day``."""
_ORDERS: dict[IdeaOrder, tuple[Any, ...]] = {
    IdeaOrder.NEWEST: (Idea.published_at.desc(), Idea.id.desc()),
    IdeaOrder.SUPPORTED: (Idea.support_count.desc(), Idea.id.desc()),
    IdeaOrder.SHUFFLED: SHUFFLED,
}
_support = select(Support.idea_id).where(
    Support.idea_id == bindparam("idea_id"), Support.person_id == bindparam("person_id")
)


@dataclass(frozen=True, slots=True)
class IdeaFilter:
    """What a reader asked the list for."""

    order: IdeaOrder
    division_slug: str | None = None
    page: int = 1


def ideas_of_contest(contest: Contest, wanted: IdeaFilter, at: dt.datetime) -> Page[Row[Any]]:
    """Return one page of the published ideas, in two queries whatever their number.

    Rows have id, title, excerpt, division_id, author, support_count, comment_count.
    """
    asked = {
        "contest_id": contest.id,
        "division_slug": wanted.division_slug,
        "skipped": (wanted.page - 1) * SIZE,
        **values_of_day(contest, at),
    }
    count, rows = _statements(wanted.order, in_division=wanted.division_slug is not None)
    total = db.session.scalar(count, asked) or 0
    return Page(db.session.execute(rows, asked).all(), wanted.page, total)


@cache
def _statements(order: IdeaOrder, *, in_division: bool) -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    # Putting these together took a tenth of the list's page, so it is done once for each order.
    shown = select(Idea).where(Idea.contest_id == bindparam("contest_id"), Idea.state == IdeaState.PUBLISHED)
    if in_division:
        shown = shown.join(Division, Idea.division_id == Division.id).where(Division.slug == bindparam("division_slug"))
    count = select(func.count()).select_from(shown.with_only_columns(Idea.id).subquery())
    columns = (
        Idea.id,
        Idea.title,
        func.substr(Idea.proposal, 1, EXCERPT).label("excerpt"),
        Idea.division_id,
        author_of_idea,
        Idea.support_count,
        Idea.comment_count,
    )
    rows = shown.with_only_columns(*columns, maintain_column_froms=True).order_by(*_ORDERS[order])
    return count, rows.limit(SIZE).offset(bindparam("skipped", type_=Integer()))


def idea_visible_to(actor: Actor, idea_id: int) -> Idea | None:
    """Return the idea with contest, dates, division and author in one query, if the actor may read it."""
    idea = db.session.execute(_whole_idea(), {"idea_id": idea_id}).unique().scalar_one_or_none()
    return idea if idea is not None and policies.may_read_idea(actor, idea) else None


@cache
def _whole_idea() -> Select[Idea]:
    # Asked for by every page and act about an idea, so it is put together once.
    return (
        select(Idea)
        .join(Idea.contest)
        .options(
            contains_eager(Idea.contest).joinedload(Contest.windows),
            joinedload(Idea.division),
            joinedload(Idea.author),
        )
        .where(Idea.id == bindparam("idea_id"))
    )


def comments_on(idea: Idea) -> Sequence[Any]:
    """Return the latest comments, oldest first: id, body, posted_at, author, author_id, hidden_reason."""
    return tuple(reversed(list(db.session.execute(_latest_comments(), {"idea_id": idea.id}))))


@cache
def _latest_comments() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Comment.id,
            Comment.body,
            Comment.posted_at,
            Comment.hidden_at,
            Comment.hidden_reason,
            Comment.author_id,
            name_of(Comment.author_id).label("author"),
        )
        .where(Comment.idea_id == bindparam("idea_id"))
        .order_by(Comment.posted_at.desc(), Comment.id.desc())
        .limit(COMMENTS_SHOWN)
    )


def has_supported(actor: Actor, idea: Idea) -> bool:
    """Tell whether the actor supports the idea."""
    if not actor.is_signed_in:
        return False
    found = db.session.execute(_support, {"idea_id": idea.id, "person_id": actor.person_id})
    return found.first() is not None


def own_ideas(actor: Actor, contest: Contest | None = None) -> Sequence[Idea]:
    """Return the actor's own ideas, the last saved first."""
    statement = (
        select(Idea)
        .where(Idea.author_id == actor.person_id)
        .options(joinedload(Idea.contest))
        .order_by(Idea.saved_at.desc(), Idea.id.desc())
        .limit(100)
    )
    if contest is not None:
        statement = statement.where(Idea.contest_id == contest.id)
    return db.session.scalars(statement).all()


def moderations_of(idea: Idea) -> Sequence[Row[Any]]:
    """Return the decisions on an idea, the latest first: is_published, reason, decided_at."""
    statement = (
        select(Moderation.is_published, Moderation.reason, Moderation.decided_at)
        .where(Moderation.idea_id == idea.id)
        .order_by(Moderation.decided_at.desc(), Moderation.id.desc())
    )
    return list(db.session.execute(statement))


def empty_draft_of(actor: Actor, contest: Contest) -> Idea | None:
    """Return a draft of the actor's in which nothing was written yet."""
    statement = select(Idea).where(
        Idea.author_id == actor.person_id,
        Idea.contest_id == contest.id,
        Idea.state == IdeaState.DRAFT,
        Idea.title == "",
        Idea.problem == "",
        Idea.proposal == "",
    )
    return db.session.scalars(statement.limit(1)).first()


def values_of_day(contest: Contest, at: dt.datetime) -> dict[str, int]:
    """Return the values with which a statement ordered by ``SHUFFLED`` gives the shuffle of the day."""
    today = shuffle_of(day_in_japan(at), contest.id)
    return {"factor": today.factor, "shift": today.shift}
