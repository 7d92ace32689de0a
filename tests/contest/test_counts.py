"""Counting: the pure tally, and two counts that must agree on whatever was cast."""

from collections import Counter

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from contest.enums import IdeaState
from contest.methods.ballots import Choice
from contest.methods.tally import CastBallot, Standing, counting_ballots, rank_by_votes, tally
from contest.models import Ballot, Contest, Idea, Pick
from contest.queries.counts import ballots_unlike_their_record, count_ballots, recount_ballots
from contest.services.ballots import cast_ballot
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload
from foundations.ledger.recording import new_key
from tests.factories.accounts import actor_of, make_person
from tests.factories.contest import make_contest, make_idea

IDEAS = st.integers(1, 8)
CAST = st.builds(CastBallot, st.integers(1, 5), st.integers(1, 3), st.frozensets(IDEAS, max_size=4))


def test_ties_share_a_rank_and_leave_the_next_ones_out() -> None:
    assert rank_by_votes({7: 2, 3: 5, 4: 2, 9: 0}) == [
        Standing(3, 5, 1),
        Standing(4, 2, 2),
        Standing(7, 2, 2),
        Standing(9, 0, 4),
    ]


def test_ballot_with_the_highest_sequence_counts() -> None:
    ballots = [CastBallot(1, 2, {5}), CastBallot(1, 1, {6}), CastBallot(2, 1, {6})]
    assert counting_ballots(ballots) == [ballots[0], ballots[2]]
    assert tally({1: [5, 6]}, ballots) == {1: [Standing(5, 1, 1), Standing(6, 1, 1)]}


@given(st.lists(CAST, unique_by=lambda ballot: (ballot.voter, ballot.sequence)), st.randoms())
def test_tally_counts_every_pick_of_every_last_ballot_once_in_any_order(
    ballots: list[CastBallot], dice: object
) -> None:
    candidates = {1: [1, 2, 3, 4], 2: [5, 6]}
    counted = tally(candidates, ballots)
    dice.shuffle(shuffled := list(ballots))  # type: ignore[attr-defined]
    assert tally(candidates, shuffled) == counted
    last = {ballot.voter: ballot for ballot in sorted(ballots, key=lambda one: one.sequence)}
    votes = Counter(idea for ballot in last.values() for idea in ballot.ideas)
    standings = [standing for division in counted.values() for standing in division]
    assert {one.idea: one.votes for one in standings} == {idea: votes[idea] for idea in (1, 2, 3, 4, 5, 6)}
    for division in counted.values():
        assert [one.rank for one in division] == [
            1 + sum(other.votes > one.votes for other in division) for one in division
        ]


def cast_for(contest: Contest, *ideas: int) -> str:
    """Cast a ballot by somebody new."""
    choices = [Choice(idea) for idea in ideas]
    code = cast_ballot(contest=contest, choices=choices, by=actor_of(make_person()))
    db.session.commit()
    return code


GENERATED = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.frozensets(st.integers(0, 6), max_size=5)),
    unique_by=lambda ballot: ballot[:2],
    max_size=12,
)


def test_both_counts_agree_on_generated_ballots(database: Flask) -> None:
    contest, elsewhere = make_contest(picks=5), make_contest()
    ideas = [make_idea(contest, division=contest.divisions[number % 2]) for number in range(7)]
    voters = [make_person() for _ in range(4)]
    cast_for(elsewhere, make_idea(elsewhere).id)

    @settings(max_examples=100, deadline=None)
    @given(GENERATED, st.sets(st.integers(0, 6), max_size=2))
    def agree(ballots: list[tuple[int, int, frozenset[int]]], refused: set[int]) -> None:
        for voter, sequence, picked in ballots:
            _store(contest, voters[voter].id, sequence, [ideas[one] for one in picked])
        for one in refused:
            db.session.execute(update(Idea).where(Idea.id == ideas[one].id).values(state=IdeaState.REFUSED))
        last = {voter: picked for voter, _, picked in sorted(ballots, key=lambda ballot: ballot[1])}
        votes = Counter(one for picked in last.values() for one in picked)
        counted = count_ballots(contest)
        assert recount_ballots(contest) == counted
        assert {one.idea: one.votes for standings in counted.values() for one in standings} == {
            idea.id: votes[number] for number, idea in enumerate(ideas) if number not in refused
        }
        db.session.rollback()

    agree()


def _store(contest: Contest, voter_id: int, sequence: int, ideas: list[Idea]) -> None:
    slots = {division.id: iter(division.slots) for division in contest.divisions}
    ballot = Ballot(
        contest_id=contest.id,
        voter_id=voter_id,
        sequence=sequence,
        cast_at=now(),
        receipt_code=new_key(),
        picks_salt=b"s" * 32,
    )
    ballot.picks = [
        Pick(
            division_id=idea.division_id,
            slot=next(slots[idea.division_id or 0]).slot,
            contest_id=contest.id,
            idea_id=idea.id,
        )
        for idea in ideas
    ]
    db.session.add(ballot)
    db.session.flush()


def test_every_cast_ballot_is_as_recorded(database: Flask) -> None:
    contest = make_contest()
    idea, other = make_idea(contest).id, make_idea(contest).id
    codes = [cast_for(contest, idea, other), cast_for(contest, idea)]
    assert ballots_unlike_their_record(contest) == []
    db.session.execute(update(Pick).where(Pick.idea_id == other).values(idea_id=make_idea(contest).id))
    assert ballots_unlike_their_record(contest) == codes[:1]


def test_ballot_without_its_entry_or_without_its_picks_is_found(database: Flask) -> None:
    contest = make_contest()
    idea = make_idea(contest).id
    codes = sorted(cast_for(contest, idea) for _ in range(3))
    index = db.session.query(LedgerEntry.leaf_index).filter_by(key=codes[0]).scalar()
    db.session.execute(delete(LedgerPayload).where(LedgerPayload.leaf_index == index))
    robbed = db.session.query(Ballot.id).filter_by(receipt_code=codes[2]).scalar()
    db.session.execute(delete(Pick).where(Pick.ballot_id == robbed))
    assert ballots_unlike_their_record(contest) == [codes[0], codes[2]]
