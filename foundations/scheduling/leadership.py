"""The lease on the clock: one process keeps it, another takes over when it runs out.

Each change is one statement, so two processes cannot both succeed. Machines whose
clocks differ by more than the lease may both believe they hold it; that costs work,
not correctness (see ``running``).
"""

import datetime as dt
import os
import secrets
import socket

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from foundations.database.changes import insert_unless_there, rows_changed
from foundations.scheduling.models import JobLease

LEASE = dt.timedelta(seconds=30)
CLOCK = "clock"


def name_of_this_process() -> str:
    """Return a name that no other process, before or after, has."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{secrets.token_hex(4)}"


def take_lease(session: Session, holder: str, at: dt.datetime, lasting: dt.timedelta = LEASE) -> bool:
    """Take or renew the lease for ``holder``; tell whether it has it now. The caller commits."""
    renewal = (
        update(JobLease)
        .where(JobLease.name == CLOCK, or_(JobLease.holder == holder, JobLease.expires_at <= at))
        .values(holder=holder, expires_at=at + lasting)
    )
    if rows_changed(session, renewal) == 1:
        return True
    return insert_unless_there(session, JobLease, name=CLOCK, holder=holder, expires_at=at + lasting)


def give_up_lease(session: Session, holder: str) -> None:
    """Let another process take over at once. The caller commits."""
    session.execute(delete(JobLease).where(JobLease.name == CLOCK, JobLease.holder == holder))
