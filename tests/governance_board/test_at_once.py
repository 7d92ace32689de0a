"""Votes and the closing of a vote at the same moment, on both engines: each counts or is refused, none is lost."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.enums import EVERYWHERE, Role
from accounts.methods import Actor
from foundations.database.clock import now
from foundations.database.session import db, transaction
from foundations.refusal import Refusal
from governance_board.enums import Vote
from governance_board.methods.records import replay_record
from governance_board.models import CouncilVote, Motion, VoteResult
from governance_board.queries.motions import motion_with_id
from governance_board.services.votes import cast_vote, close_vote
from tests.factories.council import make_board, make_motion, put_to_vote

pytestmark = [pytest.mark.database]
ROUNDS = 3


def at_once(app: Flask, acts: Sequence[Callable[[Motion], object]], motion_id: int) -> Counter[str]:
    """Do all acts in threads and transactions of their own; count what came of them by name."""
    came: list[str] = []
    together = threading.Barrier(len(acts))

    def do(act: Callable[[Motion], object]) -> None:
        with app.app_context():
            together.wait()
            try:
                with transaction("write"):
                    motion = motion_with_id(Actor(at=now()), motion_id)
                    assert motion is not None
                    act(motion)
                came.append("done")
            except Refusal as refused:
                came.append(type(refused).__name__)

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(came)


def voting(by: Actor) -> Callable[[Motion], object]:
    """Voting yes as somebody."""
    return lambda motion: cast_vote(motion=motion, choice=Vote.YES, by=by)


@pytest.mark.usefixtures("database")
def test_one_of_many_votes_of_a_seat_counts(app: Flask) -> None:
    board = make_board()
    motion = make_motion(board)
    put_to_vote(board, motion)
    by = Actor(at=now(), person_id=board.people[3].id)
    motion_id = motion.id
    db.session.remove()
    acts = [voting(by)] * 6
    assert at_once(app, acts, motion_id) == {"done": 1, "AlreadyVoted": 5}
    assert db.session.scalar(select(func.count()).select_from(CouncilVote)) == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("_round", range(ROUNDS))
def test_votes_at_the_closing_are_counted_or_refused(app: Flask, _round: int) -> None:
    board = make_board()
    motion = make_motion(board)
    put_to_vote(board, motion)
    chair = Actor(at=now(), person_id=board.people[0].id, grants=frozenset({(Role.CHAIR, EVERYWHERE)}))
    voters = [Actor(at=now(), person_id=person.id) for person in board.people]
    motion_id = motion.id
    db.session.remove()
    acts = [voting(by) for by in voters]
    acts.insert(4, lambda motion: close_vote(motion=motion, by=chair))
    came = at_once(app, acts, motion_id)
    assert came.keys() <= {"done", "VoteNotOpen"}
    stored = db.session.scalar(select(func.count()).select_from(CouncilVote))
    record = db.session.scalars(select(VoteResult.record)).one()
    result, agrees = replay_record(record)
    assert (result.total("yes"), agrees, came["done"] - 1) == (stored, True, stored)
