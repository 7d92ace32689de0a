"""How the jobs stand, for operators: who keeps the clock, what waits, what fails."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from foundations.database.clock import now
from foundations.database.session import db
from foundations.scheduling.leadership import CLOCK
from foundations.scheduling.models import OVERDUE_AFTER, JobLease, JobRun
from foundations.web.doctor import NeedsAttention

_MOST_SHOWN = 100


@dataclass(frozen=True)
class SchedulingStatus:
    """What an operator needs to see; ``alarms`` holds failing and overdue runs, oldest first."""

    clock_holder: str | None
    clock_held_until: dt.datetime | None
    waiting: int
    alarms: Sequence[JobRun]

    @property
    def is_well(self) -> bool:
        """Tell whether somebody keeps the clock and nothing fails or is overdue."""
        return self.clock_holder is not None and not self.alarms


def scheduling_status(session: Session, at: dt.datetime) -> SchedulingStatus:
    """Return how the jobs stand at this instant; at most 100 alarms are listed."""
    lease = session.scalar(select(JobLease).where(JobLease.name == CLOCK, JobLease.expires_at > at))
    unfinished = JobRun.finished_at.is_(None)
    waiting = session.scalar(select(func.count()).where(unfinished, JobRun.due_at <= at)) or 0
    alarms = session.scalars(
        select(JobRun)
        .where(unfinished, JobRun.failed_at.is_not(None) | (JobRun.due_at < at - OVERDUE_AFTER))
        .order_by(JobRun.due_at, JobRun.id)
        .limit(_MOST_SHOWN)
    ).all()
    return SchedulingStatus(
        clock_holder=lease.holder if lease else None,
        clock_held_until=lease.expires_at if lease else None,
        waiting=waiting,
        alarms=alarms,
    )


def check_jobs() -> str:
    """Return "ok" if somebody keeps the clock and every run is done in time.

    Raises:
        NeedsAttention: if not: at once when a run fails, after five minutes when one is late.
    """
    standing = scheduling_status(db.session(), now())
    if standing.clock_holder is None:
        advice = "Nobody keeps the clock: start the server, or ./do flask scheduler run."
        raise NeedsAttention(advice, state="stopped")
    if standing.alarms:
        count = f"{len(standing.alarms)} or more" if len(standing.alarms) == _MOST_SHOWN else len(standing.alarms)
        advice = f"{count} fail or are overdue: ./do flask scheduler status lists them."
        raise NeedsAttention(advice, state="late or failing")
    return "ok"
