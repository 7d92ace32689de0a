"""Reads of what search found: what of it everybody may still read, and what a hit's line shows."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from contest.enums import IdeaState
from contest.models import Contest, Idea
from foundations.database.session import db


def public_ideas_among(keys: Collection[str]) -> set[str]:
    """Return those of the ids that are published ideas, in one query."""
    statement = (
        select(Idea.id)
        .join(Contest, Idea.contest_id == Contest.id)
        .where(Idea.id.in_(map(int, keys)), Idea.state == IdeaState.PUBLISHED, Contest.announced_at.is_not(None))
    )
    return {str(idea_id) for idea_id in db.session.scalars(statement)}


def ideas_to_show(keys: Collection[str]) -> Sequence[Any]:
    """Return id, title and texts of ideas, with their contest's titles, in one query."""
    statement = (
        select(Idea.id, Idea.title, Idea.problem, Idea.proposal, Idea.data_needed, Contest.title_ja, Contest.title_en)
        .join(Contest, Idea.contest_id == Contest.id)
        .where(Idea.id.in_(map(int, keys)))
    )
    return db.session.execute(statement).all()


def public_contests_among(keys: Collection[str]) -> set[str]:
    """Return those of the ids that are announced contests, in one query."""
    statement = select(Contest.id).where(Contest.id.in_(map(int, keys)), Contest.announced_at.is_not(None))
    return {str(contest_id) for contest_id in db.session.scalars(statement)}


def contests_to_show(keys: Collection[str]) -> Sequence[Any]:
    """Return id, slug, titles and texts of contests, in one query."""
    statement = select(
        Contest.id,
        Contest.slug,
        Contest.title_ja,
        Contest.title_en,
        Contest.summary_ja,
        Contest.summary_en,
        Contest.description_ja,
        Contest.description_en,
    ).where(Contest.id.in_(map(int, keys)))
    return db.session.execute(statement).all()
