"""What a statement says about its own effect is the same on both engines."""

import datetime as dt

import pytest
from sqlalchemy import delete, update

from foundations.database.changes import insert_unless_there, rows_changed
from foundations.database.session import db
from foundations.scheduling.models import JobLease, JobRun

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_app")]

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)


def test_a_row_is_inserted_once_and_tells_so() -> None:
    rows = [insert_unless_there(db.session(), JobLease, name="clock", holder=h, expires_at=NOON) for h in "ab"]

    assert rows == [True, False]
    assert db.session.get_one(JobLease, "clock").holder == "a"


def test_a_unique_constraint_beside_a_counted_key_is_minded() -> None:
    run = {"run_key": "close/1", "job_name": "close", "due_at": NOON, "not_before": NOON}

    assert [insert_unless_there(db.session(), JobRun, **run) for _ in range(2)] == [True, False]


def test_changes_are_counted() -> None:
    for name in ("one", "two"):
        insert_unless_there(db.session(), JobLease, name=name, holder="a", expires_at=NOON)

    assert rows_changed(db.session(), update(JobLease).values(holder="b")) == 2
    assert rows_changed(db.session(), delete(JobLease).where(JobLease.name == "one")) == 1
    assert rows_changed(db.session(), delete(JobLease).where(JobLease.name == "one")) == 0
