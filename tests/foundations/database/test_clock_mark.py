"""The mark of the latest instant at which something was stored, and what follows if the clock stands before it."""

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from foundations.database.clock import now
from foundations.database.clock_mark import (
    KEPT_EVERY,
    TOLERANCE,
    ClockMark,
    TimeUncertain,
    check_time_is_certain,
    instant_of_writing,
)
from foundations.database.session import db
from foundations.ledger.clock import check_clock
from foundations.ledger.models import LedgerPayload
from foundations.web.doctor import NeedsAttention

NOON = dt.datetime(2027, 4, 1, 3, tzinfo=dt.UTC)
HOUR, INSTANT = dt.timedelta(hours=1), dt.timedelta(microseconds=1)


def write_at(moment: dt.datetime) -> dt.datetime:
    """Store something while the clock says ``moment``; return what it was dated."""
    with time_machine.travel(moment, tick=False):
        dated = instant_of_writing(db.session())
        db.session.commit()
    return dated


def mark() -> dt.datetime | None:
    """The mark as it is stored."""
    reached = db.session.scalar(select(ClockMark.reached_at))
    db.session.rollback()
    return reached


def test_mark_follows_the_clock_forward_and_never_back(database: Flask) -> None:
    assert [write_at(NOON), mark()] == [NOON, NOON]
    assert [write_at(NOON + HOUR), mark()] == [NOON + HOUR, NOON + HOUR]
    assert [write_at(NOON), mark()] == [NOON + HOUR, NOON + HOUR]


def test_mark_is_moved_only_now_and_then(database: Flask) -> None:
    write_at(NOON)
    write_at(NOON + KEPT_EVERY - INSTANT)
    assert mark() == NOON
    write_at(NOON + KEPT_EVERY)
    assert mark() == NOON + KEPT_EVERY


def test_what_is_undone_leaves_no_mark(database: Flask) -> None:
    instant_of_writing(db.session())
    db.session.rollback()
    db.session.commit()
    assert mark() is None


@pytest.mark.parametrize(
    ("clock", "is_certain"),
    [(NOON + HOUR, True), (NOON, True), (NOON - TOLERANCE, True), (NOON - TOLERANCE - INSTANT, False)],
)
def test_time_is_uncertain_while_the_clock_stands_clearly_before_the_mark(
    database: Flask, clock: dt.datetime, *, is_certain: bool
) -> None:
    write_at(NOON)
    with time_machine.travel(clock, tick=False):
        instant_of_writing(db.session())
        if is_certain:
            check_time_is_certain()
            assert check_clock() == "ok"
            return
        with pytest.raises(TimeUncertain):
            check_time_is_certain()
        with pytest.raises(NeedsAttention, match="acts are stored up to 2027-04-01 03:00:00"):
            check_clock()


def test_operator_accepts_an_earlier_clock_on_the_record(database: Flask) -> None:
    at = now()
    write_at(at + HOUR)
    accept = ["clock", "accept", "--reason", "The clock was an hour ahead"]
    run = database.test_cli_runner().invoke
    assert run(args=accept).exit_code == 0
    again = run(args=accept)
    assert (again.exit_code, "nothing to do" in again.output) == (1, True)
    assert at <= (mark() or at - HOUR) < at + HOUR
    assert [payload.kind for payload in db.session.scalars(select(LedgerPayload))] == ["clock.accepted"]
    assert check_clock() == "ok"
