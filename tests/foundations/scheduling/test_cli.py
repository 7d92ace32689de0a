"""``flask scheduler status`` tells operators and scripts whether somebody should look."""

import datetime as dt
import os
import signal
import threading
import time

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from foundations.database.clock import now
from foundations.database.session import db
from foundations.scheduling.cli import scheduler_commands
from foundations.scheduling.jobs import Job
from foundations.scheduling.leadership import take_lease
from foundations.scheduling.models import JobRun
from foundations.scheduling.registry import register_jobs, registered_jobs

pytestmark = pytest.mark.database

HOURLY = Job(name="hourly", every=dt.timedelta(hours=1), run=lambda _key, _at: None)


@pytest.fixture
def commands(own_app: Flask) -> FlaskCliRunner:
    own_app.cli.add_command(scheduler_commands)
    return own_app.test_cli_runner()


def test_status_without_a_clock_says_what_to_start(commands: FlaskCliRunner) -> None:
    result = commands.invoke(args=["scheduler", "status"])

    assert result.exit_code == 1
    assert result.output == "clock kept by nobody: start the server or `flask scheduler run`\n0 waiting, 0 alarms\n"


def test_status_with_a_clock_and_nothing_wrong_is_well(commands: FlaskCliRunner) -> None:
    take_lease(db.session(), "host:1", now())
    db.session.commit()

    result = commands.invoke(args=["scheduler", "status"])

    assert (result.exit_code, result.output) == (0, "clock kept by host:1\n0 waiting, 0 alarms\n")


def test_status_lists_what_is_overdue(commands: FlaskCliRunner) -> None:
    take_lease(db.session(), "host:1", now())
    due_at = now() - dt.timedelta(minutes=6)
    db.session.add(JobRun(run_key="close/3", job_name="close", due_at=due_at, not_before=due_at))
    db.session.commit()

    result = commands.invoke(args=["scheduler", "status"])

    assert result.exit_code == 1
    assert result.output.splitlines()[2].split()[0] == "close/3"
    assert result.output.splitlines()[2].endswith("0 attempts  overdue")


def test_run_looks_after_the_jobs_until_told_to_end(commands: FlaskCliRunner, own_app: Flask) -> None:
    done = threading.Event()
    register_jobs(own_app, [Job(name="once", due=lambda _s, _a: [("1", now())], run=lambda _key, _at: done.set())])

    def end_when_done() -> None:
        done.wait(10)
        time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    ender = threading.Thread(target=end_when_done)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    ender.start()
    try:
        result = commands.invoke(args=["scheduler", "run"])
    finally:
        ender.join()
        for number, handler in before.items():
            signal.signal(number, handler)

    assert (result.exit_code, done.is_set()) == (0, True)


def test_two_jobs_of_one_name_are_refused(own_app: Flask) -> None:
    register_jobs(own_app, [HOURLY])

    with pytest.raises(ValueError, match="two jobs are named 'hourly'"):
        register_jobs(own_app, [HOURLY])
    assert registered_jobs(own_app) == (HOURLY,)
