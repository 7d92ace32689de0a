"""The job that signs heads: when there is something new, at most once a minute."""

import datetime as dt

from flask import Flask
from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.jobs import JOBS, unsigned_head
from foundations.ledger.models import LedgerCheckpoint
from foundations.ledger.signing_keys import Signer
from foundations.scheduling.running import run_what_is_due
from tests.foundations.ledger.conftest import AT, LATER, Recorder


def due(at: dt.datetime) -> list[tuple[str, dt.datetime]]:
    return list(unsigned_head(db.session(), at))


def test_no_head_is_due_in_an_empty_ledger(database: Flask) -> None:
    assert due(AT) == []


def test_the_first_head_is_due_at_once(recorded: Recorder) -> None:
    recorded(3)

    assert due(AT) == [("3", AT)]


def test_a_head_that_is_signed_is_not_due(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish_checkpoint(signer, at=AT)

    assert due(LATER) == []


def test_a_new_head_is_due_a_minute_after_the_last(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish_checkpoint(signer, at=AT)
    recorded(1)

    assert due(AT + dt.timedelta(seconds=49)) == []
    assert due(AT + dt.timedelta(seconds=50)) == [("4", AT + dt.timedelta(seconds=50))]


def test_the_job_publishes_the_head(recorded: Recorder, own_keys: Flask) -> None:
    recorded(3)

    assert run_what_is_due(JOBS[0], by="test", now=lambda: AT) == 1
    assert list(db.session.scalars(select(LedgerCheckpoint.size))) == [3]
