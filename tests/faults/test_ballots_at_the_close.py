"""R-39: votes around the closing instant: whoever reads a receipt is counted; who comes later is told the second."""

import datetime as dt
import random
import re
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from contest.enums import WindowKind
from contest.models import Ballot
from contest.queries.contests import contest_by_id
from contest.queries.counts import count_ballots
from foundations.database.clock import JST, now
from foundations.database.session import db
from tests.factories.contest import make_contest, make_idea
from tests.faults.looking import looking
from tests.faults.servers import Answer, Connection, House
from tests.faults.voters import Voter, make_voters

pytestmark = [pytest.mark.database, pytest.mark.slow]

AROUND = 0.5
CLIENTS = 16


class Closing(NamedTuple):
    """A contest whose voting closes soon, as plain values."""

    contest_id: int
    slug: str
    idea_id: int
    closes_at: dt.datetime


def contest_closing_in(seconds: float) -> Closing:
    """Open a vote of one idea that closes soon."""
    contest = make_contest(divisions=1)
    idea = make_idea(contest)
    closes_at = now() + dt.timedelta(seconds=seconds)
    contest.window(WindowKind.VOTING).closes_at = closes_at
    db.session.commit()
    return Closing(contest.id, contest.slug, idea.id, closes_at)


def vote_around(address: Path, closing: Closing, voters: list[Voter]) -> dict[int, Answer]:
    """Send each voter's ballot at a random instant within half a second of the close."""
    instant = closing.closes_at.timestamp()
    sending = sorted((instant + random.uniform(-AROUND, AROUND), voter) for voter in voters)
    answers: dict[int, Answer] = {}

    def send(mine: list[tuple[float, Voter]]) -> None:
        connection = Connection(address)
        for at, voter in mine:
            time.sleep(max(0.0, at - time.time()))
            path = f"/contests/{closing.slug}/ballot"
            answers[voter.person_id] = connection.post(path, voter.ballot([closing.idea_id]), voter.cookie)
        connection.close()

    clients = [threading.Thread(target=send, args=(sending[start::CLIENTS],)) for start in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return answers


def check_close(closing: Closing, answers: dict[int, Answer]) -> tuple[int, int]:
    """Compare what the voters read with what is stored and counted; return how many were in time and too late."""
    with looking():
        contest = contest_by_id(closing.contest_id)
        assert contest is not None
        stored = db.session.scalars(select(Ballot).where(Ballot.contest_id == closing.contest_id)).all()
        kept = {ballot.voter_id: f"/ballots/{ballot.receipt_code}" for ballot in stored}
        last = max((ballot.cast_at for ballot in stored), default=closing.closes_at - dt.timedelta(days=1))
        [[standing]] = count_ballots(contest).values()
        votes = standing.votes
    acknowledged = {voter: answer.location for voter, answer in answers.items() if answer.status == 303}
    late = [answer for answer in answers.values() if answer.status == 409]
    assert Counter(answer.status for answer in answers.values()).keys() <= {303, 409}
    assert kept == acknowledged
    assert votes == len(acknowledged)
    assert last < closing.closes_at
    assert all(second_told(answer) >= closing.closes_at.replace(microsecond=0) for answer in late)
    return len(acknowledged), len(late)


def second_told(late: Answer) -> dt.datetime:
    """The instant at which a late voter is told that the ballot arrived."""
    told = re.search(rb"your request arrived at \w{3}, (\d+ \w{3} \d{4}, \d\d:\d\d:\d\d) JST", late.body)
    assert told is not None
    return dt.datetime.strptime(told[1].decode(), "%d %b %Y, %H:%M:%S").replace(tzinfo=JST)


@pytest.mark.parametrize(
    ("house", "contests", "voters"),
    [("small", 2, 40), pytest.param("large", 20, 100, marks=pytest.mark.trust)],
    indirect=["house"],
)
def test_who_reads_a_receipt_is_counted_and_nobody_after_the_close(house: House, contests: int, voters: int) -> None:
    people = make_voters(house.app, voters)
    in_time = too_late = 0
    for _ in range(contests):
        closing = contest_closing_in(AROUND + 0.3)
        counted, refused = check_close(closing, vote_around(house.address, closing, people))
        in_time, too_late = in_time + counted, too_late + refused
    assert in_time > 0
    assert too_late > 0
