"""Reads for judges and for counting their sheets."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import selectinload

from accounts.methods import Actor
from contest import policies
from contest.enums import IdeaState
from contest.methods.scoring import sheet_score
from contest.models import Conflict, Contest, Criterion, Idea, Score, ScoreSheet
from contest.queries.ideas import idea_visible_to
from foundations.database.session import db


def judged_ideas(actor: Actor, contest: Contest) -> Sequence[Row[Any]]:
    """Return every published idea with the actor's own sheet and conflict, in one query.

    Rows have id, title, division_id, saved_at, handed_in_at, conflict.
    """
    statement = (
        select(
            Idea.id,
            Idea.title,
            Idea.division_id,
            ScoreSheet.saved_at,
            ScoreSheet.handed_in_at,
            Conflict.kind.label("conflict"),
        )
        .outerjoin(ScoreSheet, and_(ScoreSheet.idea_id == Idea.id, ScoreSheet.judge_id == actor.person_id))
        .outerjoin(Conflict, and_(Conflict.idea_id == Idea.id, Conflict.judge_id == actor.person_id))
        .where(Idea.contest_id == contest.id, Idea.state == IdeaState.PUBLISHED)
        .order_by(Idea.division_id, Idea.id)
    )
    return list(db.session.execute(statement))


def idea_to_judge(actor: Actor, idea_id: int) -> Idea | None:
    """Return a published idea to a judge of its contest who has no conflict with it."""
    idea = idea_visible_to(actor, idea_id)
    if idea is None or not idea.is_public or not policies.is_judge(actor, idea.contest):
        return None
    declared = select(Conflict.idea_id).where(Conflict.idea_id == idea_id, Conflict.judge_id == actor.person_id)
    return None if db.session.scalars(declared).first() is not None else idea


def own_sheet(actor: Actor, idea: Idea) -> ScoreSheet | None:
    """Return the actor's sheet for the idea with its scores."""
    statement = (
        select(ScoreSheet)
        .where(ScoreSheet.idea_id == idea.id, ScoreSheet.judge_id == actor.person_id)
        .options(selectinload(ScoreSheet.scores))
    )
    return db.session.scalars(statement).one_or_none()


def sheet_scores(contest: Contest) -> dict[int, list[Fraction]]:
    """Return each idea's scores, one for each sheet that was handed in."""
    rubric = select(Criterion.id, Criterion.weight).where(Criterion.contest_id == contest.id)
    weights = {row.id: row.weight for row in db.session.execute(rubric)}
    statement = (
        select(ScoreSheet.id, ScoreSheet.idea_id, Score.criterion_id, Score.points)
        .join(Score, Score.sheet_id == ScoreSheet.id)
        .join(Idea, ScoreSheet.idea_id == Idea.id)
        .where(Idea.contest_id == contest.id, ScoreSheet.handed_in_at.is_not(None))
    )
    points: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for row in db.session.execute(statement):
        points[row.idea_id, row.id][row.criterion_id] = row.points
    scores: dict[int, list[Fraction]] = defaultdict(list)
    for (idea, _sheet), given in points.items():
        scores[idea].append(sheet_score(given, weights))
    return dict(scores)
