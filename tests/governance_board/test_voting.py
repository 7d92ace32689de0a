"""Motions from their first wording to the counted vote, through the services, on both engines."""

import json

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from governance_board.enums import Formula, MotionState, Vote
from governance_board.errors import (
    AlreadyVoted,
    ItemNotOpen,
    NoQuorum,
    NotPresent,
    VoteBegan,
    VoteNotOpen,
    VoteStillOpen,
)
from governance_board.methods.records import hash_of_record, replay_record
from governance_board.models import CouncilVote
from governance_board.services.meetings import (
    close_item,
    close_meeting,
    note_departure,
)
from governance_board.services.motions import amend_motion, recuse_seat, withdraw_motion
from governance_board.services.votes import cast_vote, close_vote, open_vote
from tests.factories.council import (
    Board,
    arrive,
    make_board,
    make_meeting,
    make_motion,
    put_to_vote,
    wording,
)

YES, NO, ABSTAIN = Vote.YES, Vote.NO, Vote.ABSTAIN


@pytest.fixture
def board(database: Flask) -> Board:
    """A council of nine."""
    return make_board()


def kinds_about(subject: str) -> list[str]:
    """What the ledger has recorded about a thing, in order."""
    db.session.commit()
    rows = db.session.query(LedgerPayload.kind).filter_by(subject=subject).order_by(LedgerPayload.leaf_index)
    return [kind.removeprefix("governance_board.") for (kind,) in rows]


def test_vote_is_counted_printed_and_replayed(board: Board) -> None:
    motion = make_motion(board, formula=Formula.TWO_THIRDS)
    put_to_vote(board, motion)
    for index, choice in enumerate([YES, YES, NO, YES, YES, YES, ABSTAIN, NO]):
        cast_vote(motion=motion, choice=choice, by=board.actor(index))
    result = close_vote(motion=motion, by=board.chair)
    db.session.commit()
    assert motion.result is not None
    numbers = [result.total(name) for name in ("entitled", "present", "yes", "no", "abstain")]
    assert (numbers, motion.state) == ([9, 9, 5, 2, 1], MotionState.CARRIED)
    assert replay_record(motion.result.record) == (result, True)
    assert motion.result.record_hash == hash_of_record(motion.result.record)
    assert json.loads(motion.result.record)["about"]["hash"] == motion.versions[0].hash
    assert kinds_about(f"motion:{motion.number}") == [
        "motion_submitted", "vote_opened", *["vote_cast"] * 8, "vote_closed",
    ]  # fmt: skip


def test_tampered_record_does_not_agree_with_its_replay(board: Board) -> None:
    motion = make_motion(board)
    put_to_vote(board, motion)
    cast_vote(motion=motion, choice=YES, by=board.actor(0))
    close_vote(motion=motion, by=board.chair)
    assert motion.result is not None
    result, agrees = replay_record(motion.result.record.replace('"yes"}', '"no"}'))
    assert (result.is_carried, agrees) == (False, False)


def test_second_vote_and_votes_outside_the_vote_are_refused(board: Board) -> None:
    motion = make_motion(board)
    with pytest.raises(VoteNotOpen):
        cast_vote(motion=motion, choice=YES, by=board.actor(0))
    put_to_vote(board, motion)
    cast_vote(motion=motion, choice=YES, by=board.actor(0))
    with pytest.raises(AlreadyVoted):
        cast_vote(motion=motion, choice=NO, by=board.actor(0))
    close_vote(motion=motion, by=board.chair)
    with pytest.raises(VoteNotOpen):
        cast_vote(motion=motion, choice=YES, by=board.actor(1))
    with pytest.raises(VoteNotOpen):
        close_vote(motion=motion, by=board.chair)
    assert [vote.choice for vote in motion.votes] == [YES]


def test_who_is_not_in_the_room_does_not_vote(board: Board) -> None:
    motion = make_motion(board)
    meeting = make_meeting(board, motion, present=range(8))
    put = next(item for item in meeting.items)
    put.open(at=board.tick())
    open_vote(motion=motion, by=board.chair)
    with pytest.raises(NotPresent):
        cast_vote(motion=motion, choice=YES, by=board.actor(8))
    arrive(board, meeting, 8)
    cast_vote(motion=motion, choice=YES, by=board.actor(8))
    note_departure(meeting=meeting, attendance=meeting.attendances[-1], by=board.secretariat)
    result = close_vote(motion=motion, by=board.chair)
    assert result.total("present") == 9  # who has voted was there


@pytest.mark.parametrize(
    ("present", "told"),
    [
        ([0, 2, 4, 7], {"present": 4, "entitled": 9, "of_sector": 1}),
        (range(7), {"present": 7, "entitled": 9, "of_sector": 1}),
    ],
)
def test_vote_without_quorum_is_not_opened(board: Board, present: list[int], told: dict[str, int]) -> None:
    motion = make_motion(board)
    meeting = make_meeting(board, motion, present=present)
    meeting.items[0].open(at=board.tick())
    with pytest.raises(NoQuorum) as refused:
        open_vote(motion=motion, by=board.chair)
    assert refused.value.details == told


def test_vote_needs_an_open_item_of_an_open_meeting(board: Board) -> None:
    motion = make_motion(board)
    make_meeting(board, motion)
    with pytest.raises(ItemNotOpen):
        open_vote(motion=motion, by=board.chair)


def test_open_vote_holds_item_and_meeting(board: Board) -> None:
    motion = make_motion(board)
    meeting = put_to_vote(board, motion)
    with pytest.raises(VoteStillOpen):
        close_item(meeting=meeting, item=meeting.items[0], by=board.chair)
    with pytest.raises(VoteStillOpen):
        close_meeting(meeting=meeting, by=board.chair)
    close_vote(motion=motion, by=board.chair)
    close_meeting(meeting=meeting, by=board.chair)
    assert all(one.left_at is not None for one in meeting.attendances)


def test_motion_is_amended_until_its_vote_begins(board: Board) -> None:
    motion = make_motion(board)
    amend_motion(motion=motion, wording=wording(board, text="あたらしい本文"), by=board.actor(3))
    assert [version.version for version in motion.versions] == [1, 2]
    put_to_vote(board, motion)
    with pytest.raises(VoteBegan):
        amend_motion(motion=motion, wording=wording(board), by=board.actor(3))
    with pytest.raises(VoteBegan):
        withdraw_motion(motion=motion, by=board.secretariat)
    with pytest.raises(VoteBegan):
        open_vote(motion=motion, by=board.chair)
    assert motion.voted_version == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE council_votes SET choice = 'no'",
        "DELETE FROM council_votes",
        "UPDATE vote_results SET is_carried = (1 = 1)",
        "UPDATE motion_versions SET text_ja = 'x'",
        "DELETE FROM recusals",
        "UPDATE roll_entries SET sector = 'expert'",
    ],
)
def test_database_refuses_to_change_what_was_voted(board: Board, statement: str) -> None:
    motion = make_motion(board)
    recuse_seat(motion=motion, seat=board.seats[8], reason="申請者", by=board.chair)
    put_to_vote(board, motion)
    cast_vote(motion=motion, choice=YES, by=board.actor(0))
    close_vote(motion=motion, by=board.chair)
    db.session.commit()
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_schema_refuses_a_second_vote_and_a_vote_without_place_on_the_roll(board: Board) -> None:
    motion = make_motion(board)
    put_to_vote(board, motion)
    cast_vote(motion=motion, choice=YES, by=board.actor(0))
    db.session.commit()
    row = {"motion_id": motion.id, "version": 1, "choice": NO, "cast_at": board.at}
    for more in ({"seat_id": board.seats[0].id, "person_id": board.people[1].id},
                 {"seat_id": board.seats[1].id, "person_id": board.people[0].id},
                 {"seat_id": 10_000, "person_id": board.people[1].id}):  # fmt: skip
        db.session.add(CouncilVote(**row, **more))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
