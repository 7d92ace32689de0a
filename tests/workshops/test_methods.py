"""Where a workshop stands, what a typed code means, and who gets which place."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.enums import WorkshopState
from workshops.methods.places import free_place
from workshops.methods.schedules import EARLY, LATE, PAPER, Schedule
from workshops.methods.slips import new_slip_code, read_slip_code

START = dt.datetime(2026, 6, 6, 4, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta.resolution
USUAL = Schedule(START - 100 * HOUR, START - 24 * HOUR, START, START + 3 * HOUR)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (START - 100 * HOUR - TICK, WorkshopState.PREPARED),
        (START - 100 * HOUR, WorkshopState.REGISTRATION),
        (START - 24 * HOUR - TICK, WorkshopState.REGISTRATION),
        (START - 24 * HOUR, WorkshopState.CLOSED),
        (START, WorkshopState.RUNNING),
        (START + 3 * HOUR, WorkshopState.OVER),
    ],
)
def test_state_follows_from_the_dates_alone(at: dt.datetime, state: WorkshopState) -> None:
    assert USUAL.state_at(at) == state


def test_notes_are_taken_from_early_until_late() -> None:
    ends = START + 3 * HOUR
    told = [USUAL.takes_notes(at) for at in (START - EARLY - TICK, START - EARLY, ends + LATE - TICK, ends + LATE)]
    assert told == [False, True, True, False]


def test_paper_is_taken_for_a_week_longer() -> None:
    ends = START + 3 * HOUR
    assert [USUAL.takes_paper(at) for at in (ends + LATE, ends + PAPER - TICK, ends + PAPER)] == [True, True, False]


@pytest.mark.parametrize(("word", "state"), [("cancelled_at", "cancelled"), ("reported_at", "reported")])
def test_nothing_is_taken_once_it_is_called_off_or_reported(word: str, state: str) -> None:
    schedule = Schedule(USUAL.announced_at, START + HOUR, START, START + 3 * HOUR, **{word: START})
    told = schedule.takes_registrations(START), schedule.takes_notes(START), schedule.takes_paper(START)
    assert (schedule.state_at(START), *told) == (state, False, False, False)


def test_registration_may_go_on_while_it_runs() -> None:
    schedule = Schedule(USUAL.announced_at, START + 2 * HOUR, START, START + 3 * HOUR)
    assert [schedule.takes_registrations(START + 2 * HOUR - TICK), schedule.takes_registrations(START + 2 * HOUR)] == [
        True,
        False,
    ]


def test_printed_code_reads_as_itself() -> None:
    codes = [new_slip_code() for _ in range(200)]
    assert [read_slip_code(code) for code in codes] == codes
    assert len(set(codes)) == 200


@pytest.mark.parametrize("typed", ["1oil0-abcde", "10 11 0AB-CDE", "IOIL0ABCDE", "  10110abcde "])
def test_letters_that_look_alike_are_read_alike(typed: str) -> None:
    assert read_slip_code(typed) == "10110-ABCDE"


@pytest.mark.parametrize("typed", ["", "12345", "12345-6789U", "12345-67890-1", "１２３４５-67890", "12345-6789é"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_slip_code(typed) is None


@given(st.integers(1, 30), st.sets(st.integers(1, 30)))
def test_place_given_is_the_lowest_free_one(capacity: int, taken: set[int]) -> None:
    free = sorted(set(range(1, capacity + 1)) - taken)
    assert free_place(capacity, taken) == (free[0] if free else None)
