"""The emergency brake: two sectors stop something at once; it lapses unless the council ratifies it."""

import datetime as dt

import pytest
from flask import Flask

from foundations.database.session import db
from governance_board.enums import MotionKind, Standing, Target
from governance_board.errors import NotAMember, SameSector, SuspensionNotInForce, SuspensionSettled
from governance_board.models import Suspension
from governance_board.queries.suspensions import suspensions_in_force
from governance_board.services.motions import Subject
from governance_board.services.rules import carry_out_motion
from governance_board.services.suspensions import request_suspension, sign_suspension
from tests.factories.council import Board, carry, make_board, make_member, make_motion
from tests.governance_board.test_voting import kinds_about

DAY = dt.timedelta(days=1)


@pytest.fixture
def board(database: Flask) -> Board:
    """A council of nine: seats 0 and 1 government, 2 and 3 companies, 4 to 6 citizens, 7 and 8 experts."""
    return make_board()


def request(board: Board, index: int = 4) -> Suspension:
    """Ask to stop the dataset ``flow`` as a citizens' seat."""
    suspension = request_suspension(
        target=Target.DATASET, name="flow", reason="個人が特定されるおそれ", by=board.actor(index)
    )
    db.session.commit()
    return suspension


def stop(board: Board) -> Suspension:
    """Stop the dataset ``flow``, by citizens and experts."""
    suspension = request(board)
    sign_suspension(suspension=suspension, by=board.actor(7))
    db.session.commit()
    return suspension


def settle(board: Board, suspension: Suspension, kind: MotionKind) -> None:
    """Carry a motion about the suspension and carry it out."""
    motion = make_motion(board, kind=kind, subject=Subject(suspension=suspension))
    carry(board, motion)
    carry_out_motion(motion=motion, by=board.secretariat)
    db.session.commit()


def stopped(at: dt.datetime, known_at: dt.datetime | None = None) -> list[str]:
    """What is stopped."""
    return [one.name for one in suspensions_in_force(at=at, known_at=known_at).suspensions]


def test_second_signature_stops_at_once_and_the_first_nothing(board: Board) -> None:
    suspension = request(board)
    assert stopped(board.at) == []
    sign_suspension(suspension=suspension, by=board.actor(7))
    assert stopped(board.at) == ["flow"]
    assert stopped(board.at - dt.timedelta.resolution) == []
    assert suspensions_in_force(at=board.at).changes_at == board.at + 14 * DAY
    assert kinds_about("suspension:1") == ["suspension_requested", "suspended"]


@pytest.mark.parametrize("index", [4, 5])
def test_signature_of_the_same_seat_or_sector_is_refused(board: Board, index: int) -> None:
    suspension = request(board)
    with pytest.raises(SameSector):
        sign_suspension(suspension=suspension, by=board.actor(index))
    assert stopped(board.at) == []


def test_substitutes_do_not_brake(board: Board) -> None:
    substitute = make_member(board.seats[7], at=board.at, standing=Standing.SUBSTITUTE)
    suspension = request(board)
    with pytest.raises(NotAMember):
        sign_suspension(suspension=suspension, by=board.actor(substitute))


def test_suspension_lapses_unless_ratified(board: Board) -> None:
    suspension = stop(board)
    end = suspension.in_force_at + 14 * DAY if suspension.in_force_at else board.at
    assert (stopped(end - dt.timedelta.resolution), stopped(end)) == (["flow"], [])
    settle(board, suspension, MotionKind.RATIFY_SUSPENSION)
    assert stopped(end) == ["flow"]
    assert stopped(end, known_at=suspension.in_force_at) == []
    assert suspensions_in_force(at=end).changes_at is None


def test_lifted_suspension_stops_nothing_any_more(board: Board) -> None:
    suspension = stop(board)
    settle(board, suspension, MotionKind.LIFT_SUSPENSION)
    assert stopped(board.at) == []
    assert stopped(board.at, known_at=suspension.in_force_at) == ["flow"]


def test_signature_comes_too_late(board: Board) -> None:
    suspension = request(board)
    board.at += 14 * DAY
    with pytest.raises(SuspensionSettled):
        sign_suspension(suspension=suspension, by=board.actor(7))


def test_suspension_in_force_is_not_signed_again(board: Board) -> None:
    suspension = stop(board)
    with pytest.raises(SuspensionSettled):
        sign_suspension(suspension=suspension, by=board.actor(0))


def test_lapsed_suspension_is_not_ratified(board: Board) -> None:
    suspension = stop(board)
    motion = make_motion(board, kind=MotionKind.RATIFY_SUSPENSION, subject=Subject(suspension=suspension))
    carry(board, motion)
    board.at += 14 * DAY
    with pytest.raises(SuspensionNotInForce):
        carry_out_motion(motion=motion, by=board.secretariat)
    with pytest.raises(SuspensionNotInForce):
        make_motion(board, kind=MotionKind.LIFT_SUSPENSION, subject=Subject(suspension=suspension))
