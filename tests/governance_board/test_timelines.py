"""Rules in force at *t* as known at *s*, on random histories against a model that replays day by day (R-54)."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from governance_board.methods.timelines import RuleEvent, version_in_force

FIRST = dt.datetime(2026, 3, 31, 15, tzinfo=dt.UTC)  # 1 April 2026, 00:00 JST
DAYS = st.integers(min_value=0, max_value=30)


def day(number: int) -> dt.datetime:
    """Return 00:00 JST of a day."""
    return FIRST + dt.timedelta(days=number)


def test_rule_is_in_force_from_midnight_until_repealed() -> None:
    history = [RuleEvent(day(5), day(1), 1), RuleEvent(day(9), day(8), None)]
    told = [
        version_in_force(history, at=at, known_at=day(20)) for at in (day(5) - dt.timedelta.resolution, day(5), day(9))
    ]
    assert told == [None, 1, None]


def test_rule_lapses_on_its_review_date_unless_renewed() -> None:
    enacted, renewed = RuleEvent(day(0), day(0), 1, day(10)), RuleEvent(day(9), day(8), 1, day(20))
    assert version_in_force([enacted], at=day(10), known_at=day(10)) is None
    assert version_in_force([enacted, renewed], at=day(10), known_at=day(10)) == 1


def test_correction_in_retrospect_leaves_the_earlier_answer_askable() -> None:
    history = [RuleEvent(day(5), day(1), 1), RuleEvent(day(6), day(12), 2)]
    assert [version_in_force(history, at=day(7), known_at=known) for known in (day(11), day(12))] == [1, 2]


@settings(max_examples=500)
@given(st.lists(st.tuples(DAYS, DAYS, st.integers(1, 5) | st.none(), DAYS | st.none()), max_size=8), DAYS, DAYS)
def test_answer_is_that_of_a_model_replayed_day_by_day(
    acts: list[tuple[int, int, int | None, int | None]], at: int, known_at: int
) -> None:
    history = [
        RuleEvent(day(effective), day(recorded), version, None if lapses is None else day(lapses))
        for effective, recorded, version, lapses in acts
    ]
    version, lapses = None, None
    for today in range(at + 1):
        for effective, recorded, enacted, until in acts:
            if recorded <= known_at and effective == today:
                version, lapses = enacted, until
    expected = None if lapses is not None and at >= lapses else version
    assert version_in_force(history, at=day(at), known_at=day(known_at)) == expected
