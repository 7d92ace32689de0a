"""What the city's front page tells of all contests. Nothing here grows while a vote is open but what everybody sees."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from contest.enums import IdeaState, WindowKind
from contest.models import Award, Ballot, Comment, Contest, Division, Idea, PhaseWindow
from contest.queries.authors import author_of_idea
from contest.queries.ideas import EXCERPT
from foundations.database.session import db


@dataclass(frozen=True, slots=True)
class CityNumbers:
    """How much has come together: published ideas, readable comments, ballots counted and awards given."""

    ideas: int
    comments: int
    ballots: int
    awards: int


def city_numbers(at: dt.datetime) -> CityNumbers:
    """Count, in one query. Ballots and awards count from the release of their contest on, not before."""
    ideas = select(func.count()).select_from(Idea).join(Idea.contest).where(*_is_readable())
    comments = ideas.join(Comment, Comment.idea_id == Idea.id).where(Comment.hidden_at.is_(None))
    ballots = (
        select(func.count()).select_from(Ballot).join(Ballot.contest).where(_is_released(at), Ballot.sequence == 1)
    )
    awards = (
        select(func.count())
        .select_from(Award)
        .join(Contest, Award.contest_id == Contest.id)
        .where(_is_released(at), Award.idea_id.is_not(None))
    )
    counted = db.session.execute(select(*(one.scalar_subquery() for one in (ideas, comments, ballots, awards)))).one()
    return CityNumbers(*counted)


def latest_awards(at: dt.datetime) -> Sequence[Any]:
    """Return the awards of the contest released last, in one query.

    Rows have award_ja, award_en, division_ja, division_en, explanation, idea_id, title, author, slug, title_ja and
    title_en of the contest.
    """
    newest = (
        select(Contest.id)
        .where(_is_released(at))
        .order_by(Contest.released_at.desc(), Contest.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            Award.name_ja.label("award_ja"),
            Award.name_en.label("award_en"),
            Division.name_ja.label("division_ja"),
            Division.name_en.label("division_en"),
            Award.explanation,
            Idea.id.label("idea_id"),
            Idea.title,
            author_of_idea,
            Contest.slug,
            Contest.title_ja,
            Contest.title_en,
        )
        .join(Contest, Award.contest_id == Contest.id)
        .join(Idea, Award.idea_id == Idea.id)
        .join(Division, Idea.division_id == Division.id)
        .where(Award.contest_id == newest)
        .order_by(Award.position)
    )
    return db.session.execute(statement).all()


def latest_ideas(at: dt.datetime, limit: int) -> Sequence[Any]:
    """Return the newest published ideas of contests in which nobody votes just now, in one query.

    While people vote no idea may stand out (see ``methods.shuffle``). Rows have id, title, excerpt, author,
    support_count, comment_count, title_ja and title_en of the contest.
    """
    being_voted_on = select(PhaseWindow.contest_id).where(
        PhaseWindow.kind == WindowKind.VOTING, PhaseWindow.opens_at <= at, PhaseWindow.closes_at > at
    )
    statement = (
        select(
            Idea.id,
            Idea.title,
            func.substr(Idea.proposal, 1, EXCERPT).label("excerpt"),
            author_of_idea,
            Idea.support_count,
            Idea.comment_count,
            Contest.title_ja,
            Contest.title_en,
        )
        .join(Idea.contest)
        .where(*_is_readable(), Idea.contest_id.not_in(being_voted_on))
        .order_by(Idea.published_at.desc(), Idea.id.desc())
        .limit(limit)
    )
    return db.session.execute(statement).all()


def _is_readable() -> tuple[ColumnElement[bool], ...]:
    return Idea.state == IdeaState.PUBLISHED, Contest.announced_at.is_not(None)


def _is_released(at: dt.datetime) -> ColumnElement[bool]:
    return Contest.released_at <= at
