"""The clock: APScheduler knocks at intervals in the one process that holds the lease.

APScheduler keeps no jobs of its own here and remembers nothing; what is due follows
from tables and time (``running``), so it may be late, doubled or restarted at will.
"""

import datetime as dt
import logging
import threading

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from foundations.database.clock import now
from foundations.database.session import transaction
from foundations.scheduling.jobs import Job
from foundations.scheduling.leadership import LEASE, give_up_lease, name_of_this_process, take_lease
from foundations.scheduling.running import run_what_is_due
from foundations.web.log_lines import log_event

_KNOCK_EVERY = dt.timedelta(seconds=2)
_RENEW_EVERY = LEASE / 3
_THREADS = 4


class Clock:
    """Keeps the jobs of one application going while this process holds the lease.

    Start it after any fork. Several processes may each start one: one works, the
    others stand by. The same job never runs twice at a time in one process.
    """

    def __init__(self, app: Flask, jobs: tuple[Job, ...]) -> None:
        """Prepare, without starting a thread."""
        self._app = app
        self._jobs = jobs
        self._name = name_of_this_process()
        self._held_until = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._stop = threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=dt.UTC,
            executors={"default": {"type": "threadpool", "max_workers": _THREADS}},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    @property
    def leads(self) -> bool:
        """Tell whether this process holds the lease now."""
        return now() < self._held_until

    def start(self) -> None:
        """Start knocking in background threads."""
        self._knock(self._renew_lease, every=_RENEW_EVERY)
        for job in self._jobs:
            self._knock(self._run, every=_KNOCK_EVERY, job=job)
        self._scheduler.start()
        log_event("clock_started", jobs=len(self._jobs))

    def stop(self) -> None:
        """Finish what is running, start nothing more, and let another process take over at once."""
        self._stop.set()
        self._scheduler.shutdown(wait=True)
        try:
            with self._app.app_context(), transaction("write") as session:
                give_up_lease(session, self._name)
        except SQLAlchemyError as error:  # a full disk, a database away: then the lease runs out by itself
            log_event("clock_lease_not_given_up", level=logging.WARNING, error=error)
        log_event("clock_stopped")

    def _knock(self, work: object, *, every: dt.timedelta, **arguments: object) -> None:
        self._scheduler.add_job(work, "interval", seconds=every.total_seconds(), kwargs=arguments, next_run_time=now())

    def _renew_lease(self) -> None:
        at = now()
        try:
            with self._app.app_context(), transaction("write") as session:
                has_it = take_lease(session, self._name, at)
        except Exception as error:  # noqa: BLE001 - a database away for a while must not end the clock
            log_event("clock_lease_not_renewed", level=logging.ERROR, error=error)
            return
        self._held_until = at + LEASE if has_it else at

    def _run(self, job: Job) -> None:
        if not self.leads or self._stop.is_set():
            return
        try:
            with self._app.app_context():
                run_what_is_due(job, by=self._name, stop=self._stop)
        except Exception as error:  # noqa: BLE001 - as above; the next knock tries again
            log_event("job_not_looked_after", level=logging.ERROR, error=error, job=job.name)
