"""Reads of awards and results; nothing of them leaves before the release."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import joinedload

from accounts.methods import Actor
from contest import policies
from contest.enums import IdeaState
from contest.methods.scoring import panel_score, rank_by_score
from contest.models import Award, Ballot, Contest, Criterion, Idea, IdeaResult, Score, ScoreSheet
from contest.queries.authors import author_of_idea
from contest.queries.contests import contest_visible_to
from contest.queries.counts import recount_ballots
from contest.queries.judging import sheet_scores
from foundations.database.session import db


@dataclass(frozen=True, slots=True)
class CountedIdea:
    """The public and the panel's result of one idea as counted now."""

    id: int
    title: str
    division_id: int
    votes: int
    vote_rank: int
    sheets: int
    panel_score: float | None
    panel_rank: int | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a judge gave an idea these points; judges are numbered, not named."""

    criterion: Criterion
    judge: int
    points: int
    text: str


def released_contest(actor: Actor, slug: str) -> Contest | None:
    """Return the contest if its results are public."""
    contest = contest_visible_to(actor, slug)
    return contest if contest is not None and policies.may_read_results(actor, contest) else None


def released_idea(actor: Actor, idea_id: int) -> tuple[Contest, Row[Any]] | None:
    """Return a published idea's result with its contest, if the results are public."""
    row = db.session.execute(
        _results().where(Idea.id == idea_id).add_columns(Contest.slug).join(Contest, Idea.contest_id == Contest.id)
    ).one_or_none()
    contest = None if row is None else released_contest(actor, row.slug)
    return None if contest is None or row is None else (contest, row)


def award_of_contest(actor: Actor, slug: str, award_id: int) -> tuple[Contest, Award] | None:
    """Return one award of the contest."""
    contest = contest_visible_to(actor, slug)
    if contest is None:
        return None
    award = db.session.scalars(select(Award).where(Award.id == award_id, Award.contest_id == contest.id)).first()
    return None if award is None else (contest, award)


def awards_with_ideas(contest: Contest) -> Sequence[Award]:
    """Return the contest's awards in their order, each with the idea it goes to."""
    statement = (
        select(Award)
        .where(Award.contest_id == contest.id)
        .options(joinedload(Award.idea).joinedload(Idea.author))
        .order_by(Award.position)
    )
    return db.session.scalars(statement).all()


def undecided_awards(contest: Contest) -> Sequence[Award]:
    """Return the awards that are neither given nor withheld yet, or given to an idea that is public no longer."""
    statement = (
        select(Award)
        .outerjoin(Idea, Award.idea_id == Idea.id)
        .where(Award.contest_id == contest.id, or_(Award.decided_at.is_(None), Idea.state != IdeaState.PUBLISHED))
        .order_by(Award.position)
    )
    return db.session.scalars(statement).all()


def results_of(contest: Contest) -> Sequence[Row[Any]]:
    """Return the stored results: id, title, author, division_id, votes, ranks, panel score; by division and votes."""
    statement = (
        _results()
        .where(IdeaResult.contest_id == contest.id)
        .order_by(Idea.division_id, IdeaResult.vote_rank, IdeaResult.panel_rank, Idea.id)
    )
    return list(db.session.execute(statement))


def number_of_ballots(contest: Contest) -> int:
    """Return how many people voted."""
    statement = select(func.count(func.distinct(Ballot.voter_id))).where(Ballot.contest_id == contest.id)
    return db.session.scalar(statement) or 0


def reasons_for(contest: Contest, idea_id: int) -> Sequence[Reason]:
    """Return every judge's points and reasons for an idea, by criterion; judges are numbered in a fixed order."""
    statement = (
        select(Criterion, ScoreSheet.id.label("sheet"), Score.points, Score.reason)
        .join(Score, Score.criterion_id == Criterion.id)
        .join(ScoreSheet, Score.sheet_id == ScoreSheet.id)
        .where(Criterion.contest_id == contest.id, ScoreSheet.idea_id == idea_id, ScoreSheet.handed_in_at.is_not(None))
        .order_by(Criterion.position, ScoreSheet.handed_in_at, ScoreSheet.id)
    )
    numbers: defaultdict[int, int] = defaultdict(lambda: len(numbers) + 1)
    return [Reason(row.Criterion, numbers[row.sheet], row.points, row.reason) for row in db.session.execute(statement)]


def eligible_for(award: Award) -> Sequence[Row[Any]]:
    """Return the published ideas that an award may go to: id and title."""
    statement = select(Idea.id, Idea.title).where(
        Idea.contest_id == award.contest_id, Idea.state == IdeaState.PUBLISHED
    )
    if award.division_id is not None:
        statement = statement.where(Idea.division_id == award.division_id)
    return list(db.session.execute(statement.order_by(Idea.id)))


def count_results(contest: Contest) -> list[CountedIdea]:
    """Count ballots and sheets now; return the ideas by division and votes. Nothing is stored."""
    titles = dict(
        db.session.execute(
            select(Idea.id, Idea.title).where(Idea.contest_id == contest.id, Idea.state == IdeaState.PUBLISHED)
        ).all()
    )
    sheets = sheet_scores(contest)
    counted: list[CountedIdea] = []
    for division_id, standings in recount_ballots(contest).items():
        scores = {one.idea: panel_score(sheets.get(one.idea, [])) for one in standings}
        ranks = rank_by_score({idea: score for idea, score in scores.items() if score is not None})
        for one in standings:
            score = scores[one.idea]
            counted.append(
                CountedIdea(
                    id=one.idea,
                    title=titles[one.idea],
                    division_id=division_id,
                    votes=one.votes,
                    vote_rank=one.rank,
                    sheets=len(sheets.get(one.idea, [])),
                    panel_score=None if score is None else float(score),
                    panel_rank=ranks.get(one.idea),
                )
            )
    return counted


def _results() -> Any:
    return select(
        Idea.id,
        Idea.title,
        Idea.division_id,
        author_of_idea,
        IdeaResult.votes,
        IdeaResult.vote_rank,
        IdeaResult.sheets,
        IdeaResult.panel_score,
        IdeaResult.panel_rank,
    ).join(IdeaResult, IdeaResult.idea_id == Idea.id)
