"""What has closed stays closed: the record of it, and a clock that is set back."""

import datetime as dt

import time_machine
from flask import Flask
from sqlalchemy import select

from contest.enums import Phase, WindowKind
from contest.jobs import JOBS
from contest.models import Ballot, Contest
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from foundations.scheduling.running import run_what_is_due
from tests.clients import PageClient
from tests.contest.voting import BALLOT, check, ideas_of
from tests.factories.accounts import make_person, sign_in
from tests.factories.contest import make_contest

CLOSINGS = next(job for job in JOBS if job.name == "phases that closed")


def closings_on_record() -> list[str]:
    """The acts that say that a phase has closed."""
    kinds = db.session.scalars(select(LedgerPayload.kind).where(LedgerPayload.kind == "contest.phase_closed")).all()
    db.session.rollback()
    return list(kinds)


def test_each_phase_that_closed_is_put_on_record_once(database: Flask) -> None:
    contest = make_contest(phase=Phase.JUDGING)
    make_contest(phase=Phase.JUDGING, is_announced=False)
    assert run_what_is_due(CLOSINGS, by="test") == 2
    assert run_what_is_due(CLOSINGS, by="test") == 0
    assert len(closings_on_record()) == 2
    contest = db.session.get_one(Contest, contest.id)
    with time_machine.travel(contest.window(WindowKind.JUDGING).closes_at, tick=False):
        db.session.rollback()
        assert run_what_is_due(CLOSINGS, by="test") == 1
    assert len(closings_on_record()) == 3


def test_vote_that_has_closed_takes_nothing_in_when_the_clock_is_set_back(client: PageClient, night: Contest) -> None:
    closes_at = night.window(WindowKind.VOTING).closes_at
    ideas = ideas_of(night, 0)
    db.session.rollback()
    with time_machine.travel(closes_at, tick=False):
        run_what_is_due(CLOSINGS, by="test")
    with time_machine.travel(closes_at - dt.timedelta(minutes=10), tick=False):
        sign_in(client, make_person())
        page = client.page_of(check(client, ideas[:1]), 200)
        refused = client.page_of(client.send(page, to=BALLOT), 503)
    assert "set back" in refused.text
    assert db.session.scalars(select(Ballot)).all() == []
