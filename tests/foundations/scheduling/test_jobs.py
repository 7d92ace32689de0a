"""Slots are derived from time alone."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.database.clock import JST
from foundations.scheduling.jobs import Job, newest_slot, slot_key, slots_between

instants = st.datetimes(
    min_value=dt.datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=dt.datetime(2060, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.just(dt.UTC),
)
spans = st.integers(min_value=1, max_value=40 * 86400).map(lambda seconds: dt.timedelta(seconds=seconds))


def do_nothing(_key: str, _at: dt.datetime) -> None:
    pass


def test_a_daily_slot_begins_at_midnight_in_japan() -> None:
    at = dt.datetime(2026, 7, 31, 14, 59, tzinfo=dt.UTC)  # 23:59 in Japan

    assert newest_slot(at, dt.timedelta(days=1)) == dt.datetime(2026, 7, 31, tzinfo=JST)
    assert newest_slot(at + dt.timedelta(minutes=1), dt.timedelta(days=1)) == dt.datetime(2026, 8, 1, tzinfo=JST)


@given(at=instants, every=spans)
def test_the_newest_slot_holds_the_instant(at: dt.datetime, every: dt.timedelta) -> None:
    slot = newest_slot(at, every)

    assert slot <= at < slot + every
    assert newest_slot(slot, every) == slot


@given(after=instants, pause=st.integers(0, 500), every=spans)
def test_slots_between_are_all_that_began_after_and_not_later(
    after: dt.datetime, pause: int, every: dt.timedelta
) -> None:
    at = after + every * pause / 3

    slots = slots_between(after, at, every)

    expected = []
    slot = newest_slot(after, every) + every
    while slot <= at:
        expected.append(slot)
        slot += every
    assert slots == expected


def test_a_slots_key_is_the_same_in_every_zone() -> None:
    slot = dt.datetime(2026, 7, 31, 15, tzinfo=dt.UTC)

    assert slot_key(slot) == slot_key(slot.astimezone(JST)) == "2026-07-31T15:00:00Z"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "both", "every": dt.timedelta(hours=1), "due": lambda _session, _at: []},
        {"name": "neither"},
        {"name": "quick", "every": dt.timedelta(milliseconds=1)},
        {"name": "a/b", "every": dt.timedelta(hours=1)},
        {"name": "", "every": dt.timedelta(hours=1)},
        {"name": "n" * 61, "every": dt.timedelta(hours=1)},
    ],
)
def test_a_job_that_could_not_come_due_rightly_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="job"):
        Job(run=do_nothing, **wrong)
