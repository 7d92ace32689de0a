"""The running clock: real threads, a real database, two clocks beside each other."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from foundations.database.clock import now
from foundations.database.session import db
from foundations.scheduling import clock as clock_module
from foundations.scheduling.clock import Clock
from foundations.scheduling.jobs import Job
from foundations.scheduling.models import JobLease
from foundations.scheduling.status import scheduling_status

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def _knock_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "_KNOCK_EVERY", dt.timedelta(seconds=0.05))
    monkeypatch.setattr(clock_module, "_RENEW_EVERY", dt.timedelta(seconds=0.2))


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def recording_job(done: list[str], **more: Any) -> Job:
    return Job(
        name="count", due=lambda _session, _at: [("first", now())], run=lambda key, _at: done.append(key), **more
    )


def test_one_of_two_clocks_works_and_the_other_takes_over_when_it_stops(own_app: Flask) -> None:
    done: list[str] = []
    first, second = (Clock(own_app, (recording_job(done),)) for _ in range(2))
    first.start()
    wait_until(lambda: first.leads and done == ["first"])
    second.start()
    time.sleep(0.5)
    assert not second.leads

    first.stop()
    wait_until(lambda: second.leads)

    second.stop()
    assert done == ["first"]
    assert db.session.scalar(select(JobLease)) is None


def test_a_failing_look_does_not_end_the_clock(own_app: Flask) -> None:
    looks: list[int] = []

    def fail_first(_session: object, _at: dt.datetime) -> list[tuple[str, dt.datetime]]:
        looks.append(1)
        if len(looks) == 1:
            raise RuntimeError
        return []

    clock = Clock(own_app, (Job(name="look", due=fail_first, run=lambda _key, _at: None),))
    clock.start()
    wait_until(lambda: len(looks) > 2)
    clock.stop()


def test_a_lost_lease_stops_the_work(own_app: Flask) -> None:
    done: list[str] = []
    clock = Clock(own_app, (recording_job(done),))
    clock.start()
    wait_until(lambda: done == ["first"])
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE job_leases SET holder = 'another'")

    wait_until(lambda: not clock.leads)

    clock.stop()
    assert db.session.scalar(select(JobLease.holder)) == "another"


def test_the_status_names_the_keeper_and_an_alarm(own_app: Flask) -> None:
    def fail(_key: str, _at: dt.datetime) -> None:
        raise RuntimeError

    clock = Clock(own_app, (Job(name="close", due=lambda _session, _at: [("first", now())], run=fail),))
    assert not scheduling_status(db.session(), now()).is_well
    db.session.rollback()
    clock.start()

    def alarms() -> list[str]:
        with db.session.begin():
            return [run.run_key for run in scheduling_status(db.session(), now()).alarms]

    wait_until(lambda: alarms() == ["close/first"])

    clock.stop()


def test_clock_stops_quietly_when_the_database_takes_no_more_writes(
    own_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock(own_app, ())
    clock.start()
    wait_until(lambda: clock.leads)
    db.session.execute(text("DROP TABLE job_leases"))
    db.session.commit()

    clock.stop()

    assert "clock_lease_not_given_up" in {record.getMessage() for record in caplog.records}
