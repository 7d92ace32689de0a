"""R-36: one voter's ballots from many windows at once, on real servers: one counts, nobody meets a failure."""

import threading
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import MetaData, UniqueConstraint, func, select

from contest.models import Ballot, Pick
from foundations.database.base import Base
from foundations.database.session import db
from tests.factories.contest import make_contest, make_idea
from tests.faults.conftest import built
from tests.faults.looking import looking
from tests.faults.servers import Answer, Connection, House, Size, served
from tests.faults.voters import Voter, make_voters

pytestmark = [pytest.mark.database, pytest.mark.slow]

PICKS = 2


def hammer(address: Path, path: str, voter: Voter, ballots: list[list[int]]) -> list[Answer]:
    """Post the ballots at the same moment, each from a window of its own."""
    answers: list[Answer] = []
    together = threading.Barrier(len(ballots))

    def post(ideas: list[int]) -> None:
        connection = Connection(address)
        connection.connect()
        together.wait()
        answers.append(connection.post(path, voter.ballot(ideas), voter.cookie))
        connection.close()

    windows = [threading.Thread(target=post, args=(ideas,)) for ideas in ballots]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    return answers


def rounds_in(house: House, rounds: int) -> None:
    """Let a new voter post in each round; every second ballot has one pick more than the rule allows."""
    contest = make_contest(divisions=1, picks=PICKS)
    ideas = [make_idea(contest).id for _ in range(PICKS + 1)]
    voters, path = make_voters(house.app, rounds), f"/contests/{contest.slug}/ballot"
    windows = house.size.processes * house.size.threads
    ballots = [ideas if window % 2 else ideas[window % PICKS :][:PICKS] for window in range(windows)]
    for voter in voters:
        check_round(hammer(house.address, path, voter, ballots), voter, ballots)


def check_round(answers: list[Answer], voter: Voter, ballots: list[list[int]]) -> None:
    """One ballot counts; the others are told so with its receipt; too many picks are refused."""
    valid = sum(len(ideas) <= PICKS for ideas in ballots)
    mine = Ballot.voter_id == voter.person_id
    with looking():
        stored = db.session.scalars(select(Ballot.receipt_code).where(mine)).all()
        picks = db.session.scalar(select(func.count(Pick.idea_id)).join(Pick.ballot).where(mine))
    assert Counter(answer.status for answer in answers) == {303: 1, 409: valid - 1, 422: len(ballots) - valid}
    assert (len(stored), picks) == (1, PICKS)
    receipt = f"/ballots/{stored[0]}"
    assert [answer.location for answer in answers if answer.status == 303] == [receipt]
    assert all(f'href="{receipt}"'.encode() in answer.body for answer in answers if answer.status == 409)


@pytest.mark.parametrize(
    ("house", "rounds"), [("small", 5), pytest.param("large", 200, marks=pytest.mark.trust)], indirect=["house"]
)
def test_one_ballot_of_many_at_once_counts(house: House, rounds: int) -> None:
    rounds_in(house, rounds)


def test_without_the_constraint_more_than_one_would_count(tmp_path: Path) -> None:
    unguarded = MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(unguarded)
    ballots = unguarded.tables["ballots"]
    limits = [one for one in ballots.constraints if isinstance(one, UniqueConstraint) and "sequence" in one.columns]
    assert [limit.name for limit in limits] == ["uq_ballots_contest_id_voter_id_sequence"]
    ballots.constraints.remove(limits[0])
    size = Size(processes=1, threads=8)
    with built(tmp_path) as app, app.app_context():
        unguarded.create_all(db.engine)
        with served(app, size) as address, pytest.raises(AssertionError, match=r"303: \d"):
            rounds_in(House(app, address, size), 1)
