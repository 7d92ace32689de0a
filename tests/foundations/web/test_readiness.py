"""What ``/readyz`` says, when it says no, and what it says without saying no (R-56, R-62)."""

import datetime as dt
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from foundations.database.clock import now
from foundations.database.session import db
from foundations.mail.models import OutgoingMail
from foundations.mail.outbox import queue_mail
from foundations.scheduling.jobs import Job
from foundations.scheduling.leadership import take_lease
from foundations.scheduling.models import JobRun
from foundations.scheduling.running import run_what_is_due
from foundations.search.indexing import rebuild
from foundations.search.registry import current_search
from tests.clients import PageClient

WELL = {
    "status": "ready",
    "revision": "0001_first_house",
    "ledger": "ok",
    "jobs": "ok",
    "search": "ok",
    "mail": "ok",
    "clock": "ok",
}


@pytest.fixture
def well(client: PageClient, database: Flask) -> PageClient:
    """A site on which somebody keeps the clock and the index is whole."""
    take_lease(db.session(), "host:1", now())
    db.session.commit()
    rebuild(current_search())
    return client


def test_ready_site_names_its_revision_and_how_it_runs(well: PageClient) -> None:
    answer = well.get_raw("/readyz")
    assert (answer.status_code, answer.json) == (200, WELL)


def fail_a_job() -> None:
    """Let a job fail just now."""

    def fail(_key: str, _at: dt.datetime) -> None:
        raise RuntimeError

    run_what_is_due(Job(name="fails", every=dt.timedelta(hours=1), run=fail), by="test")


def be_late() -> None:
    """Leave a run undone for a moment more than five minutes."""
    due_at = now() - dt.timedelta(minutes=5, seconds=1)
    db.session.add(JobRun(run_key="close/3", job_name="close", due_at=due_at, not_before=due_at))
    db.session.commit()


def stop_the_clock() -> None:
    """Let nobody keep the clock."""
    db.session.execute(text("DELETE FROM job_leases"))
    db.session.commit()


def lose_the_index() -> None:
    """Remove the index from the disk."""
    shutil.rmtree(current_search().index._root)  # type: ignore[attr-defined] # Whoosh's folder


def give_up_a_mail() -> None:
    """Have a mail that nobody takes."""
    queue_mail(to="gone@example.jp", subject="件名", body="", language="ja", unique_key="letter:1", at=now())
    db.session.query(OutgoingMail).one().given_up_at = now()
    db.session.commit()


TROUBLES = [
    (fail_a_job, {"jobs": "late or failing"}),
    (be_late, {"jobs": "late or failing"}),
    (stop_the_clock, {"jobs": "stopped"}),
    (lose_the_index, {"search": "degraded"}),
    (give_up_a_mail, {"mail": "given up"}),
]


@pytest.mark.parametrize(("trouble", "said"), TROUBLES)
def test_trouble_is_said_in_a_word_while_the_site_stays_ready(
    well: PageClient, trouble: Callable[[], None], said: dict[str, Any]
) -> None:
    trouble()

    answer = well.get_raw("/readyz")

    assert (answer.status_code, answer.json) == (200, WELL | said)


def test_site_with_an_old_schema_is_not_ready(
    client: PageClient, database: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()
    try:
        answer = client.get_raw("/readyz")
        assert (answer.status_code, answer.json) == (503, {"status": "not ready", "revision": "failed"})
        assert client.get_raw("/healthz").status_code == 200
    finally:
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001_first_house'"))
        db.session.commit()
    [line] = [record for record in caplog.records if record.getMessage() == "not_ready"]
    assert line.__dict__["facts"] == {"check": "revision"}
