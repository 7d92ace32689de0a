"""Quorum, recusal and formulas: by hand, by brute force, and from the published numbers alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance_board.enums import Failing, Formula, Sector, Vote
from governance_board.methods.votes import QuorumRule, Result, count_votes, judge_counts

G, C, P, E = Sector.GOVERNMENT, Sector.COMPANY, Sector.CITIZEN, Sector.EXPERT
SEATS = {1: G, 2: G, 3: C, 4: C, 5: P, 6: P, 7: E}
YES, NO, ABSTAIN = Vote.YES, Vote.NO, Vote.ABSTAIN


def vote(
    votes: dict[int, Vote],
    formula: Formula = Formula.MAJORITY,
    *,
    recused: set[int] | None = None,
    absent: set[int] | None = None,
) -> Result:
    """Count ``votes`` of the seven seats; who is not ``absent`` is present."""
    away = absent or set()
    return count_votes(
        SEATS, present=SEATS.keys() - away, recused=recused or set(), votes=votes, formula=formula, quorum=QuorumRule()
    )


def everyone(*, no: set[int] | None = None, but: set[int] | None = None) -> dict[int, Vote]:
    """Return yes from all seats, no from ``no``, nothing from ``but``."""
    return {seat: NO if seat in (no or set()) else YES for seat in SEATS if seat not in (but or set())}


def test_unanimous_vote_carries_under_every_formula() -> None:
    assert [vote(everyone(), formula).is_carried for formula in Formula] == [True] * len(Formula)


def test_tie_does_not_carry() -> None:
    assert vote({1: YES, 2: NO}).failings == (Failing.NOT_ENOUGH_YES,)


def test_abstentions_are_present_and_not_cast() -> None:
    votes = {1: YES} | dict.fromkeys(range(2, 8), ABSTAIN)
    assert [vote(votes, formula).is_carried for formula in (Formula.MAJORITY, Formula.TWO_THIRDS)] == [True, True]


@pytest.mark.parametrize(("no", "is_carried"), [({1, 3}, True), ({1, 3, 5}, False)])
def test_two_thirds_of_seven_are_five(no: set[int], is_carried: bool) -> None:
    assert vote(everyone(no=no), Formula.TWO_THIRDS).is_carried == is_carried


def test_two_thirds_exactly_carry() -> None:
    assert vote(everyone(no={1, 3}, but={7}), Formula.TWO_THIRDS).is_carried


def test_double_majority_needs_every_sector() -> None:
    result = vote(everyone(no={3, 4}), Formula.DOUBLE_MAJORITY)
    assert (result.failings, result.failing_sectors) == ((Failing.SECTOR_AGAINST,), (C,))


def test_recusal_changes_the_denominators() -> None:
    no = {1, 3, 5}
    assert not vote(everyone(no=no), Formula.TWO_THIRDS).is_carried
    result = vote(everyone(no=no, but={3}), Formula.TWO_THIRDS, recused={3})
    assert (result.total("entitled"), result.total("yes"), result.total("no"), result.is_carried) == (6, 4, 2, True)


def test_sector_recused_as_a_whole_does_not_stop_a_motion() -> None:
    result = vote(everyone(but={7}), Formula.DOUBLE_MAJORITY, recused={7})
    assert result.is_carried


def test_vote_of_a_recused_or_absent_seat_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[7\]"):
        vote({7: YES}, recused={7})
    with pytest.raises(ValueError, match=r"\[2\]"):
        vote({2: YES}, absent={2})


def test_quorum_is_more_than_half_of_those_entitled() -> None:
    present = {1, 3, 5, 7}
    assert vote(dict.fromkeys(present, YES), absent=SEATS.keys() - present).is_carried
    result = vote({1: YES, 3: YES, 5: YES}, absent={2, 4, 6, 7})
    assert result.failings == (Failing.NO_QUORUM, Failing.NO_SECTOR_QUORUM)
    assert result.failing_sectors == (E,)


def test_recusal_lowers_the_quorum_with_the_seats() -> None:
    present = {1, 3, 5}
    result = vote(dict.fromkeys(present, YES), absent=SEATS.keys() - present - {7}, recused={7, 2})
    assert (result.total("entitled"), result.total("present"), result.is_carried) == (5, 3, True)


def test_sector_without_anybody_present_stops_a_motion() -> None:
    result = vote(everyone(but={3, 4}), absent={3, 4})
    assert (result.failings, result.failing_sectors) == ((Failing.NO_SECTOR_QUORUM,), (C,))


def test_one_objection_stops_a_circulation_and_silence_decides_nothing() -> None:
    assert vote(everyone(no={6}), Formula.NO_OBJECTION).failings == (Failing.OBJECTION,)
    assert vote({}, Formula.NO_OBJECTION).failings == (Failing.NOT_ENOUGH_YES,)


@given(
    st.dictionaries(st.integers(min_value=1, max_value=30), st.sampled_from(Sector), min_size=1),
    st.sets(st.integers(min_value=1, max_value=30)),
    st.sets(st.integers(min_value=1, max_value=30)),
    st.dictionaries(st.integers(min_value=1, max_value=30), st.sampled_from(Vote)),
    st.sampled_from(Formula),
)
def test_result_is_replayed_from_its_printed_numbers(
    seats: dict[int, Sector], present: set[int], recused: set[int], votes: dict[int, Vote], formula: Formula
) -> None:
    valid = {seat: cast for seat, cast in votes.items() if seat in seats and seat in present and seat not in recused}
    result = count_votes(seats, present=present, recused=recused, votes=valid, formula=formula, quorum=QuorumRule())
    assert judge_counts(result.sectors, formula, QuorumRule()) == (result.failings, result.failing_sectors)
    cast = list(valid.values())
    if result.is_carried and formula != Formula.NO_OBJECTION:
        assert cast.count(YES) > cast.count(NO)
    if result.is_carried and formula == Formula.DOUBLE_MAJORITY:
        for sector in {seats[seat] for seat in seats if seat not in recused}:
            of_sector = [valid[seat] for seat in valid if seats[seat] == sector]
            assert of_sector.count(YES) > of_sector.count(NO)
