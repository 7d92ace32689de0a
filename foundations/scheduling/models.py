"""The tables of scheduling: who keeps the clock, and what has been run."""

import datetime as dt

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundations.database.base import Base
from foundations.database.columns import instant, maybe_instant, row_id

LONGEST_KEY = 200
LATE_AFTER = dt.timedelta(minutes=1)
OVERDUE_AFTER = dt.timedelta(minutes=5)


class JobLease(Base):
    """Who may keep the clock, until when."""

    __tablename__ = "job_leases"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[instant]


class JobRun(Base):
    """One due effect: planned once (unique key), claimed by one process at a time, finished once."""

    __tablename__ = "job_runs"
    __table_args__ = (
        UniqueConstraint("run_key"),
        Index("ix_job_runs_job_name_finished_at", "job_name", "finished_at"),
        Index("ix_job_runs_job_name_due_at", "job_name", "due_at"),
    )

    id: Mapped[row_id]
    run_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    """``<job name>/<key of the effect>``."""
    job_name: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[instant]
    not_before: Mapped[instant]
    """When it may be claimed: at once, after a claim has run out, after a failure's pause."""
    claimed_by: Mapped[str | None] = mapped_column(String(200))
    claims: Mapped[int] = mapped_column(default=0)
    """How often it was claimed. A claim is valid only while this is its number."""
    started_at: Mapped[maybe_instant]
    finished_at: Mapped[maybe_instant]
    failed_at: Mapped[maybe_instant]
    """When it last failed; empty again once it has succeeded."""
    last_error: Mapped[str | None] = mapped_column(String(200))
    """What kind of error and where in the code; never its message, which may name a person."""
    is_late: Mapped[bool] = mapped_column(default=False)
    """Whether it was done more than a minute after it was due (a sleeping machine, a failure)."""

    @property
    def key(self) -> str:
        """Return the effect's key as the job named it."""
        return self.run_key.partition("/")[2]

    def claim(self, *, by: str, at: dt.datetime, patience: dt.timedelta) -> None:
        """Give it to ``by`` until its patience ends; whoever held it before holds it no more.

        A holder still written here has died: a failure would have been recorded.
        """
        if self.claimed_by is not None:
            self.failed_at = at
            self.last_error = "interrupted"
        self.claimed_by = by
        self.claims += 1
        self.started_at = at
        self.not_before = at + patience

    def is_overdue(self, at: dt.datetime) -> bool:
        """Tell whether it should have been done by ``at`` and was not."""
        return self.finished_at is None and at - self.due_at > OVERDUE_AFTER
