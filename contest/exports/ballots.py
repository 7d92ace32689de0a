"""Ballots as open data: a number of their own, no voter and no time, in random order.

The order is that of the ballots' secret salts: the same whoever downloads it when, and
unlike the order in which they were cast.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Select, func, select

from contest.exports.released import CONTEST, DIVISION, IDEA, TITLE, is_released, stream
from contest.models import Ballot, Contest, Division, Idea, Improvement, Pick
from contest.queries.improvements import is_last_ballot
from foundations.web.open_data import Column, OpenDataSet, Value
from foundations.words import N_

FEWEST_BALLOTS = 10
"""Fewer are not published one by one: neighbours could tell whose they are (PROMISES, R-75)."""


def ballots(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield the picks of every ballot that counted, ballot by ballot."""
    statement = (
        select(Contest.slug, Ballot.id, Division.slug, Idea.id, Idea.title)
        .join(Ballot.contest)
        .join(Pick, Pick.ballot_id == Ballot.id)
        .join(Division, Pick.division_id == Division.id)
        .join(Idea, Pick.idea_id == Idea.id)
        .where(is_released(at), Ballot.contest_id.in_(_with_enough_ballots()), is_last_ballot())
        .order_by(Contest.id, Ballot.picks_salt, Division.position, Idea.id)
    )
    for contest, rows in groupby(stream(statement), key=lambda row: row[0]):
        for number, (_ballot, picks) in enumerate(groupby(rows, key=lambda row: row[1]), start=1):
            yield from ((contest, number, *pick[2:]) for pick in picks)


def improvements(at: dt.datetime) -> Iterator[Sequence[Value]]:
    """Yield what voters wrote beside their picks, idea by idea, in an order of its own, without what was hidden."""
    statement = (
        select(Contest.slug, Idea.id, Idea.title, Improvement.body)
        .join(Ballot, Improvement.ballot_id == Ballot.id)
        .join(Ballot.contest)
        .join(Idea, Improvement.idea_id == Idea.id)
        .where(is_released(at), Improvement.hidden_at.is_(None), is_last_ballot())
        .order_by(Contest.id, Idea.id, Improvement.key)
    )
    return stream(statement)


def _with_enough_ballots() -> Select[int]:
    return (
        select(Ballot.contest_id)
        .group_by(Ballot.contest_id)
        .having(func.count(func.distinct(Ballot.voter_id)) >= FEWEST_BALLOTS)
    )


BALLOTS = OpenDataSet(
    name="ballots",
    title=N_("Ballots"),
    summary=N_(
        "Every ballot that counted, one line for each pick, so that anybody can count again. "
        "No voter and no time is in it, and the order is random. "
        "Contests with fewer than ten ballots are left out, to protect their voters."
    ),
    columns=(
        CONTEST,
        Column("ballot", "integer", N_("Number of the ballot in this file; it has nothing to do with its receipt.")),
        DIVISION,
        IDEA,
        TITLE,
    ),
    rows=ballots,
)

IMPROVEMENTS = OpenDataSet(
    name="improvements",
    title=N_("Improvements"),
    summary=N_(
        "What voters wrote beside their picks to make an idea better, apart from their ballots and in random order. "
        "Texts that the secretariat has hidden are left out."
    ),
    columns=(CONTEST, IDEA, TITLE, Column("improvement", "string", N_("What the voter wrote."))),
    rows=improvements,
)
