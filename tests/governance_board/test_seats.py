"""Seats, terms, substitutes, and the call to a meeting."""

import datetime as dt

import pytest
from flask import Flask

from accounts.enums import Role
from foundations.database.session import db
from governance_board.enums import Standing, Vote
from governance_board.errors import (
    AlreadySeated,
    HoldsAnotherSeat,
    MeetingTooEarly,
    NotHolderOfSeat,
    NoticeTooShort,
    NotOnTheRoll,
    NotPresent,
    SeatTaken,
    TermTooLong,
)
from governance_board.queries.seats import seats_at
from governance_board.services.meetings import (
    MeetingText,
    convene_meeting,
    note_arrival,
    open_meeting,
)
from governance_board.services.seats import appoint_member, end_holding
from governance_board.services.votes import cast_vote, close_vote, open_vote
from tests.factories.accounts import make_person
from tests.factories.council import (
    Board,
    arrive,
    make_board,
    make_meeting,
    make_member,
    make_motion,
)

YES, NO, ABSTAIN = Vote.YES, Vote.NO, Vote.ABSTAIN


@pytest.fixture
def board(database: Flask) -> Board:
    """A council of nine."""
    return make_board()


def test_seat_filled_after_the_opening_is_not_on_the_roll(board: Board) -> None:
    motion = make_motion(board)
    end_holding(holding=board.seats[8].holdings[0], reason="辞任", by=board.secretariat)
    meeting = make_meeting(board, motion, present=range(8))
    meeting.items[0].open(at=board.tick())
    open_vote(motion=motion, by=board.chair)
    late = make_member(board.seats[8], at=board.at)
    note_arrival(meeting=meeting, seat=board.seats[8], person_id=late.id, by=board.secretariat)
    with pytest.raises(NotOnTheRoll):
        cast_vote(motion=motion, choice=YES, by=board.actor(late))
    assert close_vote(motion=motion, by=board.chair).total("entitled") == 8


def test_substitute_votes_for_the_seat_and_the_member_not_beside_them(board: Board) -> None:
    motion = make_motion(board)
    substitute = make_member(board.seats[4], at=board.at, standing=Standing.SUBSTITUTE)
    meeting = make_meeting(board, motion, present=[0, 1, 2, 3, 5, 6, 7, 8])
    note_arrival(meeting=meeting, seat=board.seats[4], person_id=substitute.id, by=board.secretariat)
    with pytest.raises(AlreadySeated):
        arrive(board, meeting, 4)
    with pytest.raises(NotHolderOfSeat):
        note_arrival(meeting=meeting, seat=board.seats[3], person_id=substitute.id, by=board.secretariat)
    meeting.items[0].open(at=board.tick())
    open_vote(motion=motion, by=board.chair)
    cast_vote(motion=motion, choice=NO, by=board.actor(substitute))
    with pytest.raises(NotPresent):
        cast_vote(motion=motion, choice=YES, by=board.actor(4))


def test_call_goes_out_in_time(board: Board) -> None:
    called = MeetingText("会議", "Meeting", "都庁", "City hall")
    with pytest.raises(NoticeTooShort):
        convene_meeting(text=called, starts_at=board.at + dt.timedelta(days=7), agenda=[], by=board.secretariat)
    by = board.secretariat
    meeting = convene_meeting(text=called, starts_at=by.at + dt.timedelta(days=7), agenda=[], by=by)
    with pytest.raises(MeetingTooEarly):
        open_meeting(meeting=meeting, by=board.chair)
    board.at += dt.timedelta(days=7)
    open_meeting(meeting=meeting, by=board.chair)


def test_seats_are_held_for_terms_by_one_person_each(board: Board) -> None:
    newcomer, since = make_person(), board.at.date()
    term = {"standing": Standing.MEMBER, "starts_on": since, "ends_on": since + dt.timedelta(days=700)}
    with pytest.raises(SeatTaken):
        appoint_member(seat=board.seats[0], person=newcomer, **term, by=board.secretariat)  # type: ignore[arg-type]
    end_holding(holding=board.seats[0].holdings[0], reason="辞任", by=board.secretariat)
    later = since + dt.timedelta(days=2)
    term |= {"starts_on": later}
    with pytest.raises(HoldsAnotherSeat):
        appoint_member(seat=board.seats[0], person=board.people[1], **term, by=board.secretariat)  # type: ignore[arg-type]
    with pytest.raises(TermTooLong):
        appoint_member(
            seat=board.seats[0], person=newcomer, standing=Standing.MEMBER,
            starts_on=later, ends_on=later + dt.timedelta(days=4000), by=board.secretariat,
        )  # fmt: skip
    appoint_member(seat=board.seats[0], person=newcomer, **term, by=board.secretariat)  # type: ignore[arg-type]
    db.session.commit()
    assert not seats_at(board.at)[0].is_filled
    held = seats_at(board.at + dt.timedelta(days=4))[0].member
    assert held is not None
    assert (held.person_id, held.number) == (newcomer.id, 2)
    assert [(grant.role, grant.starts_at) for grant in newcomer.grants] == [(Role.COUNCIL_MEMBER, held.starts_at)]
