"""Results, scores with their reasons, and awards as open data."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from contest.exports.released import AUTHOR, CONTEST, DIVISION, IDEA, TITLE, author, is_released, stream
from contest.models import Award, Contest, Criterion, Division, Idea, IdeaResult, Score, ScoreSheet
from foundations.web.open_data import Column, OpenDataSet, Value
from foundations.words import N_


def results(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield the public and the panel's result of every idea."""
    statement = (
        select(
            Contest.slug,
            Division.slug,
            Idea.id,
            Idea.title,
            IdeaResult.votes,
            IdeaResult.vote_rank,
            IdeaResult.sheets,
            IdeaResult.panel_score,
            IdeaResult.panel_rank,
        )
        .join(Contest, IdeaResult.contest_id == Contest.id)
        .join(Idea, IdeaResult.idea_id == Idea.id)
        .join(Division, Idea.division_id == Division.id)
        .where(is_released(at))
        .order_by(Contest.id, Division.position, IdeaResult.vote_rank, Idea.id)
    )
    return stream(statement)


def scores(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield every score that was handed in, with its reason; judges are numbered idea by idea, as on its page."""
    judge = func.dense_rank().over(partition_by=Idea.id, order_by=(ScoreSheet.handed_in_at, ScoreSheet.id))
    statement = (
        select(
            Contest.slug,
            Idea.id,
            Idea.title,
            judge,
            Criterion.name_ja,
            Criterion.name_en,
            Criterion.weight,
            Score.points,
            Score.reason,
        )
        .join(ScoreSheet, Score.sheet_id == ScoreSheet.id)
        .join(Criterion, Score.criterion_id == Criterion.id)
        .join(Idea, ScoreSheet.idea_id == Idea.id)
        .join(Idea.contest)
        .where(is_released(at), ScoreSheet.handed_in_at.is_not(None))
        .order_by(Contest.id, Idea.id, judge, Criterion.position)
    )
    return stream(statement)


def awards(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield the awards, also those that were withheld, with their explanations."""
    statement = (
        select(
            Contest.slug, Division.slug, Award.name_ja, Award.name_en, Idea.id, Idea.title, author, Award.explanation
        )
        .join(Contest, Award.contest_id == Contest.id)
        .outerjoin(Division, Award.division_id == Division.id)
        .outerjoin(Idea, Award.idea_id == Idea.id)
        .where(is_released(at))
        .order_by(Contest.id, Award.position)
    )
    return stream(statement)


RESULTS = OpenDataSet(
    name="results",
    title=N_("Results"),
    summary=N_("The public's and the panel's result of every idea, side by side and never added up."),
    columns=(
        CONTEST,
        DIVISION,
        IDEA,
        TITLE,
        Column("votes", "integer", N_("How many ballots picked the idea.")),
        Column("vote_rank", "integer", N_("Place by votes in its division; equal counts share a place.")),
        Column("sheets", "integer", N_("How many judges scored the idea.")),
        Column("panel_score", "number", N_("Mean of the judges' weighted points, 1 to 5; empty if nobody scored.")),
        Column("panel_rank", "integer", N_("Place by the panel's score in its division.")),
    ),
    rows=results,
)

SCORES = OpenDataSet(
    name="scores",
    title=N_("Scores"),
    summary=N_("Every judge's points for every criterion, with the written reason. Judges are numbered, not named."),
    columns=(
        CONTEST,
        IDEA,
        TITLE,
        Column("judge", "integer", N_("Number of the judge on this idea's page; each idea numbers its judges anew.")),
        Column("criterion_ja", "string", N_("Criterion in Japanese.")),
        Column("criterion_en", "string", N_("Criterion in English.")),
        Column("weight", "integer", N_("How much the criterion counts.")),
        Column("points", "integer", N_("Points from 1 to 5.")),
        Column("reason", "string", N_("Why the judge gave these points.")),
    ),
    rows=scores,
)

AWARDS = OpenDataSet(
    name="awards",
    title=N_("Awards"),
    summary=N_("Every award with the idea that received it and the explanation. A withheld award names no idea."),
    columns=(
        CONTEST,
        DIVISION,
        Column("award_ja", "string", N_("Award in Japanese.")),
        Column("award_en", "string", N_("Award in English.")),
        IDEA,
        TITLE,
        AUTHOR,
        Column("explanation", "string", N_("Why the idea received the award.")),
    ),
    rows=awards,
)
