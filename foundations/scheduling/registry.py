"""Which jobs an application has: each feature lists its own, the application hands them in."""

from collections.abc import Iterable

from flask import Flask

from foundations.scheduling.jobs import Job

_EXTENSION = "scheduling"


def register_jobs(app: Flask, jobs: Iterable[Job]) -> None:
    """Add ``jobs`` to the application.

    Raises:
        ValueError: if two jobs have one name, for they would share their runs.
    """
    known: dict[str, Job] = app.extensions.setdefault(_EXTENSION, {})
    for job in jobs:
        if job.name in known:
            message = f"two jobs are named {job.name!r}"
            raise ValueError(message)
        known[job.name] = job


def registered_jobs(app: Flask) -> tuple[Job, ...]:
    """Return the application's jobs in the order of registration."""
    return tuple(app.extensions.get(_EXTENSION, {}).values())
