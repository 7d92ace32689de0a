"""Processes that run jobs beside each other, as several servers would. Imported by each of them."""

import datetime as dt
import multiprocessing
import os
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text, update

from foundations.database.clock import now
from foundations.database.session import db, init_database, transaction
from foundations.scheduling import running
from foundations.scheduling.jobs import Job
from foundations.scheduling.models import JobRun

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__, "tests.foundations.mail.workers"])

DUE_AT = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


def counting_job(
    effects: int, *, patience: float = 300, outside: bool = False, met: Callable[[], None] = lambda: None
) -> Job:
    """Return a job with that many effects, each of which writes one row."""

    def due(_session: object, _at: dt.datetime) -> list[tuple[str, dt.datetime]]:
        met()
        return [(str(number), DUE_AT) for number in range(effects)]

    def run(key: str, _at: dt.datetime) -> None:
        db.session.execute(text("INSERT INTO effects (effect) VALUES (:key)"), {"key": key})
        if outside:  # the seeded defect: the effect is stored before, not with, its mark
            db.session.commit()
            time.sleep(0.01)

    return Job(name="count", due=due, run=run, patience=dt.timedelta(seconds=patience), outside=outside)


def connect(url: str) -> Flask:
    """Return a bare application on the database at ``url``."""
    app = Flask("yoriai_test")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    init_database(app)
    return app


def meet(place: Path, parties: int) -> Callable[[], None]:
    """Return a function that waits until as many processes have called it."""

    def wait() -> None:
        (place / str(os.getpid())).touch()
        deadline = time.monotonic() + 20
        while len(list(place.iterdir())) < parties and time.monotonic() < deadline:
            time.sleep(0.005)

    return wait


def work_beside_others(url: str, effects: int, place: Path, parties: int, defect: str | None) -> None:
    """Run all that is due, planning at the same moment as the others."""
    if defect == "claims are not exclusive":
        running.claim_run = _claim_without_lock
        running._finish = lambda *_: True
    with connect(url).app_context():
        running.run_what_is_due(counting_job(effects, met=meet(place, parties)), by=str(os.getpid()))


def work_until_killed(url: str, effects: int, *, outside: bool) -> None:
    """Run all that is due; the test kills us somewhere on the way."""
    with connect(url).app_context():
        while True:
            running.run_what_is_due(counting_job(effects, patience=0.3, outside=outside), by=str(os.getpid()))
            time.sleep(0.02)


def _claim_without_lock(job: Job, *, by: str, at: dt.datetime) -> running.Claim | None:
    """Check, then write: what the stock scheduler does."""
    with transaction("read") as session:
        waiting = select(JobRun).where(JobRun.job_name == job.name, JobRun.not_before <= at)
        run = session.scalar(waiting.where(JobRun.finished_at.is_(None)).order_by(JobRun.id).limit(1))
        if run is None:
            return None
        claim = running.Claim(run.id, run.claims + 1, run.run_key, run.key, run.due_at)
    time.sleep(0.005)
    with transaction("write") as session:
        session.execute(update(JobRun).where(JobRun.id == claim.run_id).values(claimed_by=by, finished_at=now()))
    return claim
