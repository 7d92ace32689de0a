"""The phase table and the derivation of phases: every phase, action and role."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.enums import Action, ContestRole, Phase, WindowKind
from contest.methods.phases import PERMITTED, Window, is_permitted, phases_at

START = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def window(kind: WindowKind, opens: float, closes: float) -> Window:
    """A window in days from the start."""
    return Window(kind, START + opens * DAY, START + closes * DAY)


WINDOWS = [
    window(WindowKind.SUBMISSION, 0, 10),
    window(WindowKind.VOTING, 12, 20),
    window(WindowKind.JUDGING, 15, 25),
]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-1, {Phase.ANNOUNCED}),
        (0, {Phase.SUBMISSION}),
        (10, {Phase.INTERVAL}),
        (12, {Phase.VOTING}),
        (15, {Phase.VOTING, Phase.JUDGING}),
        (20, {Phase.JUDGING}),
        (25, {Phase.CLOSED}),
    ],
)
def test_phase_follows_from_the_dates(day: int, expected: set[Phase]) -> None:
    assert phases_at(WINDOWS, START + day * DAY) == expected


def test_window_contains_its_first_moment_and_not_its_last() -> None:
    voting = WINDOWS[1]
    instant = dt.timedelta(microseconds=1)
    assert not voting.contains(voting.opens_at - instant)
    assert voting.contains(voting.opens_at)
    assert voting.contains(voting.closes_at - instant)
    assert not voting.contains(voting.closes_at)


def test_nothing_comes_or_goes_between_voting_and_judging() -> None:
    apart = [*WINDOWS[:2], window(WindowKind.JUDGING, 22, 25)]
    assert phases_at(apart, START + 21 * DAY) == {Phase.PAUSE}
    for action in (Action.WITHDRAW_IDEA, Action.SUPPORT, Action.IMPORT_IDEAS):
        assert not is_permitted(action, {Phase.PAUSE}, set(ContestRole))


@pytest.mark.parametrize("day", [-1, 5, 16, 22, 30])
def test_opening_the_counts_and_the_release_end_every_other_phase_whatever_the_clock_says(day: int) -> None:
    at = START + day * DAY
    assert phases_at(WINDOWS, at, are_counts_open=True) == {Phase.DECISION}
    assert phases_at(WINDOWS, at, are_counts_open=True, is_released=True) == {Phase.RELEASED}


def test_whoever_may_know_the_counts_can_change_no_date() -> None:
    knows = {phase for phase in Phase if is_permitted(Action.DECIDE_AWARDS, {phase}, set(ContestRole))}
    knows |= {phase for phase in Phase if is_permitted(Action.READ_RESULTS, {phase}, set(ContestRole))}
    assert knows == {Phase.DECISION, Phase.RELEASED}
    assert not is_permitted(Action.CHANGE_SCHEDULE, knows, set(ContestRole))


@given(
    st.lists(st.tuples(st.sampled_from(WindowKind), st.integers(0, 50), st.integers(1, 20)), max_size=3),
    st.floats(-5, 80),
)
def test_a_contest_is_always_in_some_phase(spans: list[tuple[WindowKind, int, int]], day: float) -> None:
    windows = [window(kind, opens, opens + length) for kind, opens, length in spans]
    assert phases_at(windows, START + day * DAY)


def test_every_action_is_in_the_table() -> None:
    assert set(PERMITTED) == set(Action)


def test_duties_that_must_be_apart_are_apart() -> None:
    for phase, action in itertools.product(Phase, (Action.VOTE, Action.SUPPORT, Action.SUBMIT_IDEA)):
        assert not is_permitted(action, {phase}, {ContestRole.SECRETARIAT, ContestRole.JUDGE, ContestRole.AUDITOR})
    for phase in Phase:
        assert not is_permitted(Action.SCORE, {phase}, set(ContestRole) - {ContestRole.JUDGE})


def test_votes_and_scores_are_hidden_from_everybody_while_they_come_in() -> None:
    for phase in (Phase.VOTING, Phase.JUDGING, Phase.CLOSED):
        assert not is_permitted(Action.READ_RESULTS, {phase}, set(ContestRole))
        assert not is_permitted(Action.DECIDE_AWARDS, {phase}, set(ContestRole))
