"""``flask scheduler run`` and ``flask scheduler status``."""

import signal
import sys
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from foundations.database.clock import JST, now
from foundations.database.session import transaction
from foundations.scheduling.clock import Clock
from foundations.scheduling.registry import registered_jobs
from foundations.scheduling.status import SchedulingStatus, scheduling_status

scheduler_commands = AppGroup("scheduler", help="Recurring and due work.")


@scheduler_commands.command("run")
def run() -> None:
    """Keep the clock in a process of its own until it is told to end."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    clock = Clock(app, registered_jobs(app))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    clock.start()
    click.echo(f"Looking after {len(registered_jobs(app))} jobs. End with Ctrl-C.")
    stop.wait()
    clock.stop()


@scheduler_commands.command("status")
def status() -> None:
    """Say how the jobs stand; exit with 1 if somebody should look."""
    at = now()
    with transaction("read") as session:
        standing = scheduling_status(session, at)
    for line in _lines(standing):
        click.echo(line)
    sys.exit(0 if standing.is_well else 1)


def _lines(standing: SchedulingStatus) -> list[str]:
    keeper = standing.clock_holder or "nobody: start the server or `flask scheduler run`"
    lines = [f"clock kept by {keeper}", f"{standing.waiting} waiting, {len(standing.alarms)} alarms"]
    for run in standing.alarms:
        due = run.due_at.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S JST")
        lines.append(f"  {run.run_key}  due {due}  {run.claims} attempts  {run.last_error or 'overdue'}")
    return lines
