"""Reads of ideas: the list of a contest, one idea, a person's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Row, Select, bindparam, cast, func, select
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
    shown = _published(contest, wanted.division_slug)
    total = db.session.scalar(select(func.count()).select_from(shown.with_only_columns(Idea.id).subquery())) or 0
    statement = (
        shown.with_only_columns(
            Idea.id,
            Idea.title,
            func.substr(Idea.proposal, 1, EXCERPT).label("excerpt"),
            Idea.division_id,
            author_of_idea,
            Idea.support_count,
            Idea.comment_count,
            maintain_column_froms=True,
        )
        .order_by(*_order(wanted.order, contest, at))
        .limit(SIZE)
        .offset((wanted.page - 1) * SIZE)
    )
    return Page(db.session.execute(statement).all(), wanted.page, total)


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
    latest = (
        select(
            Comment.id,
            Comment.body,
            Comment.posted_at,
            Comment.hidden_at,
            Comment.hidden_reason,
            Comment.author_id,
            name_of(Comment.author_id).label("author"),
        )
        .where(Comment.idea_id == idea.id)
        .order_by(Comment.posted_at.desc(), Comment.id.desc())
        .limit(COMMENTS_SHOWN)
    )
    return tuple(reversed(list(db.session.execute(latest))))


def has_supported(actor: Actor, idea: Idea) -> bool:
    """Tell whether the actor supports the idea."""
    if not actor.is_signed_in:
        return False
    mine = select(Support.idea_id).where(Support.idea_id == idea.id, Support.person_id == actor.person_id)
    return db.session.execute(mine).first() is not None


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


def in_order_of_day(contest: Contest, at: dt.datetime) -> tuple[Any, ...]:
    """Return what to order ideas by so that they stand in the shuffle of the day."""
    today = shuffle_of(day_in_japan(at), contest.id)
    place = (cast(Idea.shuffle_key, BigInteger) * today.factor + today.shift) % PRIME
    return place, Idea.id


def _published(contest: Contest, division_slug: str | None) -> Select[Any]:
    statement = select(Idea).where(Idea.contest_id == contest.id, Idea.state == IdeaState.PUBLISHED)
    if division_slug is not None:
        statement = statement.join(Division, Idea.division_id == Division.id).where(Division.slug == division_slug)
    return statement


def _order(order: IdeaOrder, contest: Contest, at: dt.datetime) -> tuple[Any, ...]:
    if order == IdeaOrder.SUPPORTED:
        return Idea.support_count.desc(), Idea.id.desc()
    if order == IdeaOrder.SHUFFLED:
        return in_order_of_day(contest, at)
    return Idea.published_at.desc(), Idea.id.desc()
