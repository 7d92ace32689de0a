"""What one process does with what is due: late, failing, taken over, forgotten."""

import datetime as dt
import json
import logging

import pytest
from sqlalchemy import func, select

from foundations.database.session import db
from foundations.scheduling.jobs import Job, slot_key
from foundations.scheduling.models import JobRun
from foundations.scheduling.running import claim_run, do_run, pause_after, run_what_is_due
from foundations.web.log_lines import JsonLines

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_app")]

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)  # 12:00 in Japan
TEN_MINUTES = dt.timedelta(minutes=10)


class Work:
    """A job's effects as they were asked for, failing on demand."""

    def __init__(self) -> None:
        self.done: list[tuple[str, dt.datetime]] = []
        self.broken = False

    def __call__(self, key: str, at: dt.datetime) -> None:
        if self.broken:
            raise RuntimeError("Hanako Sato could not be found")
        self.done.append((key, at))


@pytest.fixture
def work() -> Work:
    return Work()


def run(job: Job, at: dt.datetime, *, by: str = "this") -> int:
    return run_what_is_due(job, by=by, now=lambda: at)


def runs() -> list[JobRun]:
    return list(db.session.scalars(select(JobRun).order_by(JobRun.due_at)))


def test_a_new_recurring_job_runs_its_present_slot_once(work: Work) -> None:
    job = Job(name="digest", every=TEN_MINUTES, run=work)

    assert [run(job, NOON + dt.timedelta(seconds=30)), run(job, NOON + dt.timedelta(minutes=9))] == [1, 0]
    assert work.done == [(slot_key(NOON), NOON + dt.timedelta(seconds=30))]
    assert [one.is_late for one in runs()] == [False]


def test_a_machine_asleep_for_two_hours_does_each_missed_slot_once_and_late(work: Work) -> None:
    job = Job(name="digest", every=TEN_MINUTES, run=work)
    run(job, NOON)
    awake = NOON + dt.timedelta(hours=2, seconds=5)

    assert run(job, awake) == 12
    assert run(job, awake) == 0

    slots = [NOON + TEN_MINUTES * number for number in range(13)]
    assert [key for key, _at in work.done] == [slot_key(slot) for slot in slots]
    assert [one.is_late for one in runs()] == [False] + [True] * 11 + [False]


def test_missed_slots_that_need_no_making_up_are_let_go(work: Work) -> None:
    job = Job(name="sweep", every=TEN_MINUTES, run=work, drains=True)
    run(job, NOON)

    run(job, NOON + dt.timedelta(hours=2, seconds=5))

    assert [key for key, _at in work.done] == [slot_key(NOON), slot_key(NOON + dt.timedelta(hours=2))]


def test_slots_older_than_the_job_makes_up_for_are_let_go(work: Work) -> None:
    job = Job(name="digest", every=TEN_MINUTES, run=work, makes_up_for=dt.timedelta(minutes=25))
    run(job, NOON)

    assert run(job, NOON + dt.timedelta(hours=2, seconds=5)) == 3


def test_a_draining_job_that_fails_is_tried_again_and_not_piled_up(work: Work) -> None:
    job = Job(name="sweep", every=dt.timedelta(seconds=1), run=work, drains=True)
    work.broken = True

    for seconds in range(pause_after(1).seconds):
        run(job, NOON + dt.timedelta(seconds=seconds))

    [waiting] = runs()
    assert waiting.claims == 1
    work.broken = False
    assert run(job, NOON + pause_after(1)) == 1
    assert run(job, NOON + pause_after(1)) == 1, "the present slot, late news included"
    assert run(job, NOON + pause_after(1)) == 0


def test_what_has_come_due_runs_once_and_what_has_not_waits(work: Work) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [("first", NOON), ("second", NOON + TEN_MINUTES)])

    assert [run(job, NOON), run(job, NOON), run(job, NOON + TEN_MINUTES), run(job, NOON + TEN_MINUTES)] == [1, 0, 1, 0]
    assert work.done == [("first", NOON), ("second", NOON + TEN_MINUTES)]


def test_a_failed_run_is_undone_recorded_and_tried_again_after_a_pause(work: Work) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [("first", NOON)])
    work.broken = True

    assert run(job, NOON) == 0

    [failed] = runs()
    assert failed.failed_at == NOON
    assert failed.finished_at is None
    assert str(failed.last_error).startswith("RuntimeError at tests/foundations/scheduling/test_running.py:")
    work.broken = False
    pause = pause_after(1)
    assert [run(job, NOON + pause - dt.timedelta(seconds=1)), run(job, NOON + pause)] == [0, 1]
    [done] = runs()
    assert (done.failed_at, done.finished_at, done.claims) == (None, NOON + pause, 2)


def test_a_failure_raises_an_alarm_at_once_without_what_the_error_says(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [("first", NOON)])
    work.broken = True

    run(job, NOON)

    [record] = [one for one in caplog.records if one.getMessage() == "job_failed"]
    line = json.loads(JsonLines().format(record))
    assert record.levelno == logging.ERROR
    assert (line["run_key"], line["attempts"], line["error"]) == ("close/first", 1, "RuntimeError")
    assert "Sato" not in json.dumps(line) + str(runs()[0].last_error)


def test_a_failure_of_one_run_does_not_hold_up_the_next() -> None:
    done = []

    def run_unless_first(key: str, _at: dt.datetime) -> None:
        if key == "first":
            raise RuntimeError
        done.append(key)

    job = Job(name="close", run=run_unless_first, due=lambda _session, _at: [("first", NOON), ("second", NOON)])

    assert run(job, NOON) == 1
    assert done == ["second"]


def test_the_effect_of_a_failed_run_is_undone() -> None:
    def write_and_fail(_key: str, _at: dt.datetime) -> None:
        db.session.add(JobRun(run_key="effect/1", job_name="effect", due_at=NOON, not_before=NOON))
        db.session.flush()
        raise RuntimeError

    run(Job(name="close", run=write_and_fail, due=lambda _session, _at: [("first", NOON)]), NOON)

    assert [one.run_key for one in runs()] == ["close/first"]


def test_pauses_grow_up_to_ten_minutes() -> None:
    assert [pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 1000)] == [
        10, 20, 40, 600, 600, 600,
    ]  # fmt: skip


def test_a_dead_holders_run_is_taken_over_when_its_patience_ends(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [("first", NOON)], patience=TEN_MINUTES)
    run_what_is_due(
        Job(name="close", run=work, due=job.due, patience=TEN_MINUTES), by="x", now=lambda: NOON - TEN_MINUTES
    )
    dead = claim_run(job, by="dead", at=NOON)
    assert dead is not None

    assert run(job, NOON + TEN_MINUTES - dt.timedelta(seconds=1)) == 0
    assert run(job, NOON + TEN_MINUTES) == 1

    assert "job_interrupted" in [record.getMessage() for record in caplog.records]
    assert not do_run(job, dead, now=lambda: NOON + TEN_MINUTES), "the first holder wakes up again"
    assert len(work.done) == 1


def test_outside_work_has_no_transaction_open() -> None:
    seen = []

    def look(_key: str, _at: dt.datetime) -> None:
        seen.append(db.session().in_transaction())

    run(Job(name="send", run=look, due=lambda _session, _at: [("first", NOON)], outside=True), NOON)

    assert seen == [False]


def test_old_slots_are_forgotten_and_the_newest_is_not(work: Work) -> None:
    job = Job(name="sweep", every=TEN_MINUTES, run=work, drains=True)
    for days in (0, 31, 62):
        run(job, NOON + dt.timedelta(days=days))

    assert [one.due_at for one in runs()] == [NOON + dt.timedelta(days=62)]
    run(job, NOON + dt.timedelta(days=62))
    assert len(work.done) == 3


def test_due_runs_are_kept_so_that_they_are_never_done_again(work: Work) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [("first", NOON)])
    for days in (0, 400, 4000):
        run(job, NOON + dt.timedelta(days=days))

    assert len(work.done) == 1


def test_a_look_at_nothing_due_writes_nothing(work: Work) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [])

    assert run(job, NOON) == 0
    assert db.session.scalar(select(func.count()).select_from(JobRun)) == 0


def test_a_key_too_long_to_be_unique_is_refused(work: Work) -> None:
    job = Job(name="close", run=work, due=lambda _session, _at: [("k" * 200, NOON)])

    with pytest.raises(ValueError, match="longer than 200"):
        run(job, NOON)
