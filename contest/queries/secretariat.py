"""Reads for the secretariat's desk."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from accounts.methods import Actor
from contest import policies
from contest.enums import IdeaState
from contest.models import Award, Comment, Contest, Criterion, Division, Idea
from contest.queries.authors import author_of_idea
from contest.queries.contests import contest_visible_to
from foundations.database.session import db
from foundations.web.paging import SIZE, Page

PARTS: dict[str, type[Division | Criterion | Award]] = {
    "divisions": Division,
    "criteria": Criterion,
    "awards": Award,
}


def waiting_ideas(contest: Contest, number: int) -> Page[Any]:
    """Return one page of the ideas that wait for a decision, the longest waiting first."""
    waiting = Idea.contest_id == contest.id, Idea.state == IdeaState.SUBMITTED
    total = db.session.scalar(select(func.count()).select_from(Idea).where(*waiting)) or 0
    statement = (
        select(Idea.id, Idea.title, Idea.submitted_at, author_of_idea)
        .where(*waiting)
        .order_by(Idea.submitted_at, Idea.id)
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    )
    return Page(db.session.execute(statement).all(), number, total)


def ideas_by_state(contest: Contest) -> dict[IdeaState, int]:
    """Return how many ideas stand in each state; drafts are their authors' own business."""
    statement = (
        select(Idea.state, func.count())
        .where(Idea.contest_id == contest.id, Idea.state != IdeaState.DRAFT)
        .group_by(Idea.state)
    )
    counted = {IdeaState(state): count for state, count in db.session.execute(statement)}
    return {state: counted.get(state, 0) for state in IdeaState if state != IdeaState.DRAFT}


def comment_visible_to(actor: Actor, comment_id: int) -> Comment | None:
    """Return a comment with its idea, if the actor may read the idea."""
    statement = (
        select(Comment)
        .join(Comment.idea)
        .options(
            joinedload(Comment.author),
            contains_eager(Comment.idea).joinedload(Idea.contest).joinedload(Contest.windows),
        )
        .where(Comment.id == comment_id)
    )
    comment = db.session.execute(statement).unique().scalar_one_or_none()
    return comment if comment is not None and policies.may_read_idea(actor, comment.idea) else None


def criteria_of(contest: Contest) -> Sequence[Criterion]:
    """Return the rubric in its order."""
    return db.session.scalars(
        select(Criterion).where(Criterion.contest_id == contest.id).order_by(Criterion.position)
    ).all()


def awards_of(contest: Contest) -> Sequence[Award]:
    """Return the prizes in their order."""
    return db.session.scalars(select(Award).where(Award.contest_id == contest.id).order_by(Award.position)).all()


def parts_of_contest(actor: Actor, slug: str, part: str) -> tuple[Contest, str] | None:
    """Return a contest with the name of one kind of its parts."""
    contest = contest_visible_to(actor, slug)
    return None if contest is None or part not in PARTS else (contest, part)


def part_of_contest(actor: Actor, slug: str, part: str, part_id: int) -> tuple[Contest, Any] | None:
    """Return a contest with one of its divisions, criteria or awards."""
    model = PARTS.get(part)
    contest = contest_visible_to(actor, slug)
    if model is None or contest is None:
        return None
    found = db.session.scalars(select(model).where(model.id == part_id, model.contest_id == contest.id)).first()
    return None if found is None else (contest, found)
