"""R-50: every act on a motion in every state by every role; only the moves that are listed succeed."""

from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask

from accounts.enums import EVERYWHERE, Role
from accounts.methods import Actor
from foundations.database.session import db
from foundations.refusal import Refusal
from governance_board import policies
from governance_board.enums import InterestKind, MotionState, Vote
from governance_board.models import Motion
from governance_board.services.meetings import open_item
from governance_board.services.motions import amend_motion, declare_interest, recuse_seat, withdraw_motion
from governance_board.services.rules import carry_out_motion
from governance_board.services.votes import cast_vote, close_vote, open_vote
from tests.factories.council import Board, make_board, make_meeting, make_motion, wording

Act = Callable[[Board, Motion, Actor], object]
BEFORE, VOTING = {MotionState.SUBMITTED}, {MotionState.VOTING}

MEMBER, CHAIR, SECRETARIAT = {Role.COUNCIL_MEMBER}, {Role.CHAIR}, {Role.SECRETARIAT}
TABLE: dict[str, tuple[Callable[[Actor, Motion], bool], Act, set[MotionState], set[Role]]] = {
    "amend": (
        policies.may_amend_motion,
        lambda board, motion, by: amend_motion(motion=motion, wording=wording(board), by=by),
        BEFORE,
        MEMBER | SECRETARIAT,
    ),
    "withdraw": (
        policies.may_withdraw_motion,
        lambda _, motion, by: withdraw_motion(motion=motion, by=by),
        BEFORE,
        MEMBER | SECRETARIAT,
    ),
    "declare": (
        policies.may_declare_interest,
        lambda _, motion, by: declare_interest(motion=motion, kind=InterestKind.OTHER, note="知人", by=by),
        BEFORE | VOTING,
        MEMBER,
    ),
    "recuse": (
        policies.may_recuse_seat,
        lambda board, motion, by: recuse_seat(motion=motion, seat=board.seats[6], reason="判断", by=by),
        BEFORE | VOTING,
        CHAIR,
    ),
    "open the vote": (
        policies.may_begin_vote,
        lambda _, motion, by: open_vote(motion=motion, by=by),
        BEFORE,
        CHAIR,
    ),
    "vote": (
        policies.may_vote,
        lambda _, motion, by: cast_vote(motion=motion, choice=Vote.NO, by=by),
        VOTING,
        MEMBER,
    ),
    "close the vote": (
        policies.may_close_vote,
        lambda _, motion, by: close_vote(motion=motion, by=by),
        VOTING,
        CHAIR,
    ),
    "carry out": (
        policies.may_carry_out_motion,
        lambda _, motion, by: carry_out_motion(motion=motion, by=by),
        {MotionState.CARRIED},
        SECRETARIAT,
    ),
}


def motion_in(board: Board, state: MotionState) -> Motion:
    """A motion that has come to ``state``, on the open item of a meeting."""
    motion = make_motion(board)
    if state == MotionState.WITHDRAWN:
        withdraw_motion(motion=motion, by=board.secretariat)
        return motion
    meeting = make_meeting(board, motion)
    open_item(meeting=meeting, item=meeting.items[0], by=board.chair)
    if state == MotionState.SUBMITTED:
        return motion
    open_vote(motion=motion, by=board.chair)
    if state == MotionState.VOTING:
        return motion
    for index in range(6):
        choice = Vote.NO if state == MotionState.LOST else Vote.YES
        cast_vote(motion=motion, choice=choice, by=board.actor(index))
    close_vote(motion=motion, by=board.chair)
    if state == MotionState.CARRIED_OUT:
        carry_out_motion(motion=motion, by=board.secretariat)
    return motion


@pytest.fixture
def board(database: Flask) -> Board:
    """A council of nine."""
    return make_board()


@pytest.mark.parametrize("state", MotionState)
def test_only_the_listed_moves_of_a_motion_succeed(board: Board, state: MotionState) -> None:
    motion = motion_in(board, state)
    db.session.commit()
    assert motion.state == state
    moved = {name for name, (_, act, _, _) in TABLE.items() if _succeeds(board, motion, act)}
    assert moved == {name for name, (_, _, states, _) in TABLE.items() if state in states}


def _succeeds(board: Board, motion: Motion, act: Act) -> bool:
    """Try an act as somebody who holds a seat and has not voted, and undo it."""
    try:
        act(board, motion, board.actor(7, *Role))
        db.session.flush()
    except Refusal:
        return False
    else:
        return True
    finally:
        db.session.rollback()
        db.session.expire_all()


@pytest.mark.parametrize("state", MotionState)
def test_every_role_may_do_what_the_table_says_and_nothing_else(board: Board, state: MotionState) -> None:
    motion = motion_in(board, state)
    wrong = [
        (role, name)
        for role, (name, (policy, _, states, roles)) in product(Role, TABLE.items())
        if policy(_holder(board, motion, role), motion) != (role in roles and state in states)
    ]
    assert wrong == []


def _holder(board: Board, motion: Motion, role: Role) -> Actor:
    """Somebody with that role alone; it is they who submitted the motion."""
    return Actor(at=board.at, person_id=motion.submitted_by_id, grants=frozenset({(role, EVERYWHERE)}))
