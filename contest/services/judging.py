"""What judges do: declare a conflict of interest, score with reasons, hand in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from accounts.methods import Actor
from contest.enums import ConflictKind
from contest.errors import InConflict, JudgingClosed, ScoresIncomplete, ScoresLocked
from contest.models import Conflict, Criterion, Idea, Score, ScoreSheet
from contest.queries.counts import is_uncounted
from foundations.database.changes import insert_unless_there
from foundations.database.clock_mark import check_time_is_certain
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record


@dataclass(frozen=True, slots=True)
class Line:
    """Points for one criterion and the reason for them."""

    points: int
    reason: str


def declare_conflict(*, idea: Idea, kind: ConflictKind, by: Actor) -> None:
    """Step back from an idea for good; a sheet begun for it is removed.

    Raises:
        ScoresLocked: if the judge has already handed in scores for it.
    """
    sheet = _sheet(idea, by)
    if sheet is not None:
        if sheet.is_locked:
            raise ScoresLocked
        db.session.execute(delete(Score).where(Score.sheet_id == sheet.id))
        db.session.delete(sheet)
    if insert_unless_there(
        db.session(), Conflict, judge_id=by.person_id, idea_id=idea.id, kind=kind, declared_at=by.at
    ):
        record("contest.conflict_declared", {"idea": idea.id, "judge": by.person_id}, subject=None, at=by.at)


def save_scores(*, idea: Idea, lines: Mapping[int, Line], by: Actor) -> ScoreSheet:
    """Keep the lines that are filled in so far, by criterion; lines left out are removed.

    Raises:
        JudgingClosed: if the counts were opened meanwhile.
        InConflict: if the judge has declared a conflict with the idea.
        ScoresLocked: if the sheet was handed in.
    """
    check_time_is_certain()
    if not is_uncounted(idea.contest):
        raise JudgingClosed
    if _is_in_conflict(idea, by):
        raise InConflict
    sheet = _sheet(idea, by)
    if sheet is None:
        sheet = ScoreSheet(judge_id=by.person_id, idea_id=idea.id, saved_at=by.at)
        db.session.add(sheet)
        db.session.flush()
    hold(sheet, "handed_in_at")
    if sheet.is_locked:
        raise ScoresLocked
    sheet.saved_at = by.at
    db.session.execute(delete(Score).where(Score.sheet_id == sheet.id))
    db.session.add_all(
        Score(sheet_id=sheet.id, criterion_id=criterion, points=line.points, reason=line.reason)
        for criterion, line in lines.items()
    )
    return sheet


def hand_in_scores(*, idea: Idea, lines: Mapping[int, Line], by: Actor) -> ScoreSheet:
    """Save the lines and lock the sheet.

    Raises:
        ScoresIncomplete: if a criterion of the rubric has no points or no reason.
    """
    criteria = set(db.session.scalars(select(Criterion.id).where(Criterion.contest_id == idea.contest_id)))
    if lines.keys() != criteria:
        raise ScoresIncomplete
    sheet = save_scores(idea=idea, lines=lines, by=by)
    sheet.hand_in(at=by.at)
    record(
        "contest.scores_handed_in",
        {
            "idea": idea.id,
            "judge": by.person_id,
            "points": {str(criterion): line.points for criterion, line in lines.items()},
        },
        subject=f"idea:{idea.id}",
        at=by.at,
    )
    return sheet


def _sheet(idea: Idea, by: Actor) -> ScoreSheet | None:
    mine = select(ScoreSheet).where(ScoreSheet.idea_id == idea.id, ScoreSheet.judge_id == by.person_id)
    return db.session.scalars(mine).one_or_none()


def _is_in_conflict(idea: Idea, by: Actor) -> bool:
    declared = select(Conflict.idea_id).where(Conflict.idea_id == idea.id, Conflict.judge_id == by.person_id)
    return db.session.scalars(declared).first() is not None
