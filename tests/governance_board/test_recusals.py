"""Interests declared, seats recused: the denominators change, and who is recused does not vote."""

import pytest
from flask import Flask

from governance_board.enums import Formula, InterestKind, Sector, Vote
from governance_board.errors import (
    DeclaredBefore,
    NotAMember,
    Recused,
    RecusedBefore,
    SealedByVote,
)
from governance_board.services.motions import declare_interest, recuse_seat
from governance_board.services.votes import cast_vote, close_vote
from tests.factories.accounts import make_person
from tests.factories.council import (
    Board,
    make_board,
    make_motion,
    put_to_vote,
)

YES, NO, ABSTAIN = Vote.YES, Vote.NO, Vote.ABSTAIN


@pytest.fixture
def board(database: Flask) -> Board:
    """A council of nine."""
    return make_board()


def test_recusal_changes_the_denominators_and_bars_from_voting(board: Board) -> None:
    motion = make_motion(board, formula=Formula.TWO_THIRDS)
    declare_interest(motion=motion, kind=InterestKind.EMPLOYMENT, note="申請者の社員です。", by=board.actor(2))
    put_to_vote(board, motion)
    with pytest.raises(Recused):
        cast_vote(motion=motion, choice=NO, by=board.actor(2))
    for index, choice in {0: YES, 1: YES, 3: NO, 4: YES, 5: YES}.items():
        cast_vote(motion=motion, choice=choice, by=board.actor(index))
    result = close_vote(motion=motion, by=board.chair)
    assert (result.total("entitled"), result.total("present"), result.is_carried) == (8, 8, True)
    company = next(count for count in result.sectors if count.sector == Sector.COMPANY)
    assert (company.entitled, company.no) == (1, 1)


def test_other_interest_is_declared_and_leaves_the_vote_to_the_chairs_judgement(board: Board) -> None:
    motion = make_motion(board)
    declare_interest(motion=motion, kind=InterestKind.OTHER, note="知人が関わっています。", by=board.actor(5))
    assert motion.recusals == []
    recuse_seat(motion=motion, seat=board.seats[5], reason="会長の判断", by=board.chair)
    assert [one.seat_id for one in motion.recusals] == [board.seats[5].id]
    with pytest.raises(RecusedBefore):
        recuse_seat(motion=motion, seat=board.seats[5], reason="もう一度", by=board.chair)
    with pytest.raises(DeclaredBefore):
        declare_interest(motion=motion, kind=InterestKind.OTHER, note="もう一度", by=board.actor(5))


def test_fact_declared_after_a_recusal_is_kept(board: Board) -> None:
    motion = make_motion(board)
    recuse_seat(motion=motion, seat=board.seats[5], reason="会長の判断", by=board.chair)
    declare_interest(motion=motion, kind=InterestKind.FUNDING, note="助成を受けています。", by=board.actor(5))
    assert (len(motion.recusals), len(motion.interests)) == (1, 1)


def test_seat_that_has_voted_stays_in_the_vote(board: Board) -> None:
    motion = make_motion(board)
    put_to_vote(board, motion)
    cast_vote(motion=motion, choice=YES, by=board.actor(3))
    with pytest.raises(SealedByVote):
        declare_interest(motion=motion, kind=InterestKind.APPLICANT, note="申請者です。", by=board.actor(3))


def test_outsider_declares_no_interest(board: Board) -> None:
    motion = make_motion(board)
    with pytest.raises(NotAMember):
        declare_interest(motion=motion, kind=InterestKind.OTHER, note="?", by=board.actor(make_person()))
