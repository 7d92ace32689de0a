"""The clock clears away the answers of forms that nobody can send again."""

import datetime as dt

from flask import Flask
from sqlalchemy import select

from accounts.models import ABSOLUTE_LIMIT
from foundations.database.session import db
from foundations.scheduling.housekeeping import JOBS
from foundations.scheduling.running import run_what_is_due
from foundations.web.idempotency import KEPT_FOR, Submission

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)


def test_old_submissions_are_forgotten(database: Flask) -> None:
    for number in range(2):
        received_at = NOON + dt.timedelta(seconds=number)
        db.session.add(Submission(fingerprint=bytes([number]) * 32, received_at=received_at, status=303))
    db.session.commit()

    run_what_is_due(JOBS[0], by="test", now=lambda: NOON + KEPT_FOR)

    assert db.session.scalars(select(Submission.fingerprint)).all() == [b"\x01" * 32]


def test_submissions_outlive_every_sign_in() -> None:
    assert KEPT_FOR >= ABSOLUTE_LIMIT
