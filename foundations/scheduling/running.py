"""Plan what has come due, claim it, do it, mark it: once, whoever does it.

Three things together make an effect happen exactly once in the database:

- its run has a **unique key**, so planning it in several processes makes one row;
- a **claim** locks the row, so that one process wins it; it is numbered and runs out by itself;
- the mark "finished" is stored **in the effect's own transaction** and only under the
  current claim's number, so a process that was thought dead and wakes up again finds
  its claim gone before it has changed anything.

A process killed in between leaves either nothing or everything.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from foundations.database.changes import insert_unless_there, rows_changed
from foundations.database.clock import now as clock_now
from foundations.database.session import transaction
from foundations.scheduling.jobs import Job, newest_slot, slot_key, slots_between
from foundations.scheduling.models import LATE_AFTER, LONGEST_KEY, JobRun
from foundations.web.log_lines import describe_error, log_event

Now = Callable[[], dt.datetime]

_FIRST_PAUSE = dt.timedelta(seconds=10)
_LONGEST_PAUSE = dt.timedelta(minutes=10)
_KEEP_SLOTS = dt.timedelta(days=30)


@dataclass(frozen=True)
class Claim:
    """The right to do one run, valid while the run carries this number."""

    run_id: int
    number: int
    run_key: str
    key: str
    due_at: dt.datetime


def run_what_is_due(job: Job, *, by: str, now: Now = clock_now, stop: threading.Event | None = None) -> int:
    """Do all that is due of ``job``, oldest first; return how many runs were finished.

    Needs an application context. A failed run is recorded and waits for its next try.
    """
    if not _plan(job, now()):
        return 0
    finished = 0
    while not (stop and stop.is_set()):
        claim = claim_run(job, by=by, at=now())
        if claim is None:
            break
        finished += do_run(job, claim, now=now)
    return finished


def pause_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after the given number of failures: 10 s, doubling up to ten minutes."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 20)), _LONGEST_PAUSE)


def _plan(job: Job, at: dt.datetime) -> bool:
    """Write down what has come due; tell whether anything waits to be claimed."""
    with transaction("read") as session:
        waits = session.scalar(select(JobRun.id).where(*_claimable(job, at)).limit(1)) is not None
        missing = {} if job.drains and _is_unfinished(session, job) else _missing_runs(session, job, at)
    if missing:
        with transaction("write") as session:
            for run_key, due_at in missing.items():
                insert_unless_there(
                    session, JobRun, run_key=run_key, job_name=job.name, due_at=due_at, not_before=due_at
                )
            _forget(session, job, at)
    return waits or bool(missing)


def _is_unfinished(session: Session, job: Job) -> bool:
    unfinished = select(JobRun.id).where(JobRun.job_name == job.name, JobRun.finished_at.is_(None)).limit(1)
    return session.scalar(unfinished) is not None


def _missing_runs(session: Session, job: Job, at: dt.datetime) -> dict[str, dt.datetime]:
    effects = {_run_key(job, key): due_at for key, due_at in _due_effects(session, job, at)}
    if not effects:
        return {}
    known = set(session.scalars(select(JobRun.run_key).where(JobRun.run_key.in_(effects))))
    return {run_key: due_at for run_key, due_at in effects.items() if run_key not in known}


def _due_effects(session: Session, job: Job, at: dt.datetime) -> Iterator[tuple[str, dt.datetime]]:
    if job.due is not None:
        yield from job.due(session, at)
    if job.every is None:
        return
    newest = newest_slot(at, job.every)
    last = session.scalar(select(func.max(JobRun.due_at)).where(JobRun.job_name == job.name))
    if last is not None and not job.drains:
        for slot in slots_between(max(last, at - job.makes_up_for), newest, job.every):
            yield slot_key(slot), slot
    if last is None or last < newest:
        yield slot_key(newest), newest


def _run_key(job: Job, key: str) -> str:
    run_key = f"{job.name}/{key}"
    if len(run_key) > LONGEST_KEY:
        message = f"run key {run_key!r} is longer than {LONGEST_KEY} characters"
        raise ValueError(message)
    return run_key


def _forget(session: Session, job: Job, at: dt.datetime) -> None:
    keep = job.forget_after or (_KEEP_SLOTS if job.every else None)
    if keep is not None:
        session.execute(delete(JobRun).where(JobRun.job_name == job.name, JobRun.finished_at < at - keep))


def _claimable(job: Job, at: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    return (JobRun.job_name == job.name, JobRun.finished_at.is_(None), JobRun.not_before <= at)


def claim_run(job: Job, *, by: str, at: dt.datetime) -> Claim | None:
    """Take the oldest run of ``job`` that waits, or None. Of several processes one wins."""
    oldest = select(JobRun).where(*_claimable(job, at)).order_by(JobRun.due_at, JobRun.id).limit(1)
    with transaction("write") as session:
        run = session.scalar(oldest.with_for_update(skip_locked=True))
        if run is None:
            return None
        died_before = run.claimed_by is not None
        run.claim(by=by, at=at, patience=job.patience)
        claim = Claim(run.id, run.claims, run.run_key, run.key, run.due_at)
    if died_before:
        log_event("job_interrupted", level=logging.ERROR, run_key=claim.run_key, attempts=claim.number - 1)
    return claim


def do_run(job: Job, claim: Claim, *, now: Now = clock_now) -> bool:
    """Do one claimed run; tell whether it is finished. A failure is recorded and logged, not raised."""
    try:
        if job.outside:
            job.run(claim.key, now())
            with transaction("write") as session:
                return _finish(session, claim, now())
        with transaction("write") as session:
            if not _finish(session, claim, now()):
                return False
            job.run(claim.key, now())
    except Exception as error:  # noqa: BLE001 - whatever a job raises must not stop the others; it is logged and tried again
        _record_failure(claim, error, now())
        return False
    return True


def _finish(session: Session, claim: Claim, at: dt.datetime) -> bool:
    """Mark the run as done if the claim still stands; from here on its row is locked."""
    mark = (
        update(JobRun)
        .where(*_held(claim))
        .values(finished_at=at, failed_at=None, is_late=at - claim.due_at > LATE_AFTER)
    )
    if rows_changed(session, mark) != 1:
        log_event("job_taken_over", level=logging.WARNING, run_key=claim.run_key, attempts=claim.number)
        return False
    return True


def _held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (JobRun.id == claim.run_id, JobRun.claims == claim.number, JobRun.finished_at.is_(None))


def _record_failure(claim: Claim, error: Exception, at: dt.datetime) -> None:
    """The alarm: a line in the log at once, and a row that the operators' page shows."""
    log_event("job_failed", level=logging.ERROR, error=error, run_key=claim.run_key, attempts=claim.number)
    with transaction("write") as session:
        session.execute(
            update(JobRun)
            .where(*_held(claim))
            .values(
                claimed_by=None,
                failed_at=at,
                last_error=describe_error(error)[:200],
                not_before=at + pause_after(claim.number),
            )
        )
