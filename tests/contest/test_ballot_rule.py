"""Which ballots are valid: the one function on generated ballots, and the schema on raw SQL.

``random`` is seeded by pytest-randomly, which prints the seed.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from contest.enums import IdeaState
from contest.errors import CONSTRAINTS, BallotEmpty, BallotInvalid, IdeaNotOnBallot, PickedTwice, TooManyPicks
from contest.methods.ballots import Choice, picks_digest, place_picks
from contest.models import Ballot, Contest, Pick
from contest.services.ballots import cast_ballot
from foundations.database.constraints import violated_constraint
from foundations.database.session import db
from foundations.ledger.recording import new_key
from tests.factories.accounts import actor_of, make_person
from tests.factories.contest import make_contest, make_idea

DIVISIONS: Mapping[int, int] = {11: 1, 12: 1, 13: 1, 14: 1, 15: 1, 21: 2, 22: 2, 23: 2, 31: 3}
SLOTS: Mapping[int, Sequence[int]] = {1: [1, 2, 3], 2: [2, 1], 3: []}
ANY_IDEA = st.one_of(st.sampled_from(sorted(DIVISIONS)), st.integers(-3, 40), st.integers())
BALLOTS = st.lists(ANY_IDEA, max_size=8)


def why_invalid(ideas: list[int]) -> type[BallotInvalid] | None:
    """The rule, written a second time and plainly."""
    if not ideas:
        return BallotEmpty
    if set(ideas) - set(DIVISIONS):
        return IdeaNotOnBallot
    if len(set(ideas)) != len(ideas):
        return PickedTwice
    for division, slots in SLOTS.items():
        if len([idea for idea in ideas if DIVISIONS[idea] == division]) > len(slots):
            return TooManyPicks
    return None


def check_one(ideas: list[int]) -> None:
    """Place a ballot and compare with the rule."""
    reason = why_invalid(ideas)
    choices = [Choice(idea, f"about {idea}") for idea in ideas]
    if reason is not None:
        with pytest.raises(BallotInvalid) as refused:
            place_picks(choices, divisions=DIVISIONS, slots=SLOTS)
        assert type(refused.value) is reason
        return
    picks = place_picks(choices, divisions=DIVISIONS, slots=SLOTS)
    assert [(pick.idea_id, pick.improvement) for pick in picks] == [(idea, f"about {idea}") for idea in ideas]
    assert all(pick.division_id == DIVISIONS[pick.idea_id] and pick.slot in SLOTS[pick.division_id] for pick in picks)
    assert max(Counter((pick.division_id, pick.slot) for pick in picks).values()) == 1


@given(BALLOTS)
def test_generated_ballot_is_placed_or_refused_by_name(ideas: list[int]) -> None:
    check_one(ideas)


def test_ten_thousand_ballots_are_placed_or_refused_by_name() -> None:
    kinds: Counter[type[BallotInvalid] | None] = Counter()
    for _ in range(10_000):
        ideas = [random.choice([*DIVISIONS, *DIVISIONS, random.randint(-3, 40)]) for _ in range(random.randint(0, 6))]
        check_one(ideas)
        kinds[why_invalid(ideas)] += 1
    assert set(kinds) == {None, BallotEmpty, IdeaNotOnBallot, PickedTwice, TooManyPicks}


def test_too_many_picks_are_told_by_division() -> None:
    with pytest.raises(TooManyPicks) as refused:
        place_picks([Choice(idea) for idea in (11, 12, 13, 14, 21, 31)], divisions=DIVISIONS, slots=SLOTS)
    assert refused.value.details == {"overfull": {1: 4, 3: 1}}


@given(st.sets(st.sampled_from(sorted(DIVISIONS.items()))), st.sets(st.sampled_from(sorted(DIVISIONS.items()))))
def test_digest_binds_the_picks_and_hides_them_behind_the_salt(
    picks: set[tuple[int, int]], other: set[tuple[int, int]]
) -> None:
    salt = b"s" * 32
    assert picks_digest(salt, picks) == picks_digest(salt, sorted(picks, reverse=True))
    assert (picks_digest(salt, picks) == picks_digest(salt, other)) == (picks == other)
    assert picks_digest(b"t" * 32, picks) != picks_digest(salt, picks)


@pytest.mark.trust
def test_a_million_receipt_codes_differ() -> None:
    assert len({new_key() for _ in range(1_000_000)}) == 1_000_000


@pytest.fixture
def contest(database: Flask) -> Contest:
    """Two divisions with five ideas each, three picks in each, and one ballot with one pick."""
    contest = make_contest()
    ideas = [make_idea(contest, division=division) for division in contest.divisions for _ in range(5)]
    cast_ballot(contest=contest, choices=[Choice(ideas[0].id)], by=actor_of(make_person()))
    db.session.commit()
    return contest


@pytest.mark.parametrize("ballots", [300, pytest.param(10_000, marks=pytest.mark.trust)])
def test_services_store_no_invalid_ballot(database: Flask, ballots: int) -> None:
    contest, voter = make_contest(picks=2), actor_of(make_person())
    own = [make_idea(contest, division=division).id for division in contest.divisions for _ in range(3)]
    others = [make_idea(make_contest()).id, make_idea(contest, state=IdeaState.WITHDRAWN).id, 0, -1, 2**60]
    valid = 0
    for _ in range(ballots):
        chosen = [random.choice(own * 4 + others) for _ in range(random.randint(0, 5))]
        is_valid = (
            bool(chosen)
            and set(chosen) <= set(own)
            and len(set(chosen)) == len(chosen)
            and len(set(chosen) & set(own[:3])) <= 2
            and len(set(chosen) & set(own[3:])) <= 2
        )
        with suppress(BallotInvalid):
            cast_ballot(contest=contest, choices=[Choice(idea) for idea in chosen], by=voter)
        stored = sorted(db.session.scalars(select(Pick.idea_id)))
        counted = db.session.scalar(select(func.count(Ballot.id)))
        assert (stored, counted) == ((sorted(chosen), 1) if is_valid else ([], 0))
        valid += is_valid
        db.session.rollback()
    assert 0 < valid < ballots


def pick_row(contest: Contest, **changes: Any) -> dict[str, Any]:
    """A valid second pick of the only ballot, changed."""
    ballot = db.session.scalars(select(Ballot)).one()
    ideas = db.session.execute(text("SELECT id FROM ideas WHERE contest_id = :c ORDER BY id"), {"c": contest.id})
    second = ideas.scalars().all()[1]
    valid = {"ballot": ballot.id, "contest": contest.id, "division": contest.divisions[0].id, "slot": 2, "idea": second}
    return valid | changes


def insert_pick(row: dict[str, Any]) -> None:
    """Insert a pick as the application's database user, past all code."""
    statement = (
        "INSERT INTO picks (ballot_id, division_id, slot, contest_id, idea_id)"
        " VALUES (:ballot, :division, :slot, :contest, :idea)"
    )
    db.session.execute(text(statement), row)
    db.session.flush()


def test_raw_sql_can_insert_a_valid_pick(contest: Contest) -> None:
    insert_pick(pick_row(contest))
    assert db.session.scalar(select(func.count()).select_from(Pick)) == 2


@pytest.mark.parametrize(
    "fault", ["fourth slot", "slot zero", "same slot", "same idea", "other division", "other contest", "no idea"]
)
def test_raw_sql_cannot_insert_an_invalid_pick(contest: Contest, fault: str) -> None:
    elsewhere = make_contest()
    foreign = make_idea(elsewhere)
    row = pick_row(contest)
    taken = db.session.scalars(select(Pick)).one()
    faults: dict[str, dict[str, Any]] = {
        "fourth slot": {"slot": 4},
        "slot zero": {"slot": 0},
        "same slot": {"slot": taken.slot},
        "same idea": {"idea": taken.idea_id},
        "other division": {"division": contest.divisions[1].id},
        "other contest": {"idea": foreign.id, "division": foreign.division_id, "contest": elsewhere.id},
        "no idea": {"idea": 10**9},
    }
    with pytest.raises(IntegrityError) as refused:
        insert_pick(row | faults[fault])
    name = violated_constraint(refused.value)
    assert name is None or name.startswith("fk_picks_ballot_id") or name in CONSTRAINTS
    db.session.rollback()


@pytest.mark.parametrize("changes", ["", "sequence = 0", "receipt_code = 'another', voter_id = voter_id + 1000000"])
def test_raw_sql_cannot_insert_an_invalid_ballot(contest: Contest, changes: str) -> None:
    columns = "contest_id, voter_id, sequence, cast_at, receipt_code, picks_salt"
    values = dict(part.split(" = ") for part in changes.split(", ")) if changes else {}
    selected = ", ".join(values.get(column, column) for column in columns.split(", "))
    with pytest.raises(IntegrityError):
        db.session.execute(text(f"INSERT INTO ballots ({columns}) SELECT {selected} FROM ballots"))  # noqa: S608
    db.session.rollback()
