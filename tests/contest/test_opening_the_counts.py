"""Opening the counts against what is on its way: ballots, scores, dates. The first decides, the other is told."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.methods import Actor
from contest.enums import Phase, WindowKind
from contest.errors import CountsOpened, CountsTooEarly, JudgingClosed, VotingClosed
from contest.methods.ballots import Choice
from contest.models import Ballot, Contest, Idea
from contest.queries.contests import contest_by_id
from contest.queries.counts import count_ballots
from contest.services.ballots import cast_ballot
from contest.services.contests import Dates, change_schedule
from contest.services.judging import save_scores
from contest.services.results import open_counts
from foundations.database.session import db
from tests.factories.accounts import actor_of, make_person
from tests.factories.contest import make_contest, make_idea

HOUR = dt.timedelta(hours=1)


class Closed(NamedTuple):
    """A contest of one idea whose phases have closed, the secretariat, and a moment at which voting was open."""

    contest_id: int
    idea_id: int
    office: Actor
    in_time: dt.datetime

    def open_counts(self) -> None:
        """Look at the counts."""
        open_counts(contest=loaded(self.contest_id), by=self.office)

    def extend_voting(self) -> None:
        """Move the end of voting behind the present moment."""
        contest = loaded(self.contest_id)
        dates: Dates = {kind: (contest.window(kind).opens_at, contest.window(kind).closes_at) for kind in WindowKind}
        longer = {WindowKind.VOTING: (contest.window(WindowKind.VOTING).opens_at, self.office.at + HOUR)}
        change_schedule(contest=contest, dates={**dates, **longer}, reason="Too few votes", by=self.office)


@pytest.fixture
def closed(database: Flask) -> Closed:
    """A contest between its last phase and the opening of its counts."""
    contest = make_contest(phase=Phase.CLOSED)
    idea, in_time = make_idea(contest).id, contest.window(WindowKind.VOTING).opens_at
    found = Closed(contest.id, idea, actor_of(make_person()), in_time)
    db.session.rollback()
    return found


def apart(app: Flask, act: Callable[[], None], holding: threading.Event, go_on: threading.Event) -> None:
    """Act in a transaction of its own and commit only when told to."""
    with app.app_context():
        act()
        holding.set()
        go_on.wait(10)
        db.session.commit()


def run_first_then_second(app: Flask, first: Callable[[], None], second: Callable[[], None]) -> Future[None]:
    """Let ``first`` act, then ``second`` begin, then ``first`` commit, then ``second``; return how it went."""
    acted, may_commit, free = threading.Event(), threading.Event(), threading.Event()
    free.set()
    with ThreadPoolExecutor(2) as threads:
        early = threads.submit(apart, app, first, acted, may_commit)
        assert acted.wait(10), early.exception()
        late = threads.submit(apart, app, second, threading.Event(), free)
        with pytest.raises(TimeoutError):
            late.result(timeout=0.3)  # it waits for the first
        may_commit.set()
        early.result()
        late.exception()
    return late


def test_counts_wait_for_a_ballot_on_its_way(database: Flask, closed: Closed) -> None:
    voter = actor_of(make_person(), at=closed.in_time)
    db.session.rollback()

    def vote() -> None:
        cast_ballot(contest=loaded(closed.contest_id), choices=[Choice(closed.idea_id)], by=voter)

    assert run_first_then_second(database, vote, closed.open_counts).exception() is None
    [[standing], *_] = count_ballots(loaded(closed.contest_id)).values()
    assert standing.votes == 1


def test_ballot_that_comes_after_the_counts_were_opened_is_refused_although_its_clock_was_in_time(
    database: Flask, closed: Closed
) -> None:
    voter, contest = actor_of(make_person(), at=closed.in_time), loaded(closed.contest_id)
    db.session.rollback()

    def vote() -> None:
        cast_ballot(contest=contest, choices=[Choice(closed.idea_id)], by=voter)

    late = run_first_then_second(database, closed.open_counts, vote)
    assert isinstance(late.exception(), VotingClosed)
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def test_scores_that_come_after_the_counts_were_opened_are_refused(database: Flask, closed: Closed) -> None:
    judge = actor_of(make_person(), at=closed.in_time)
    db.session.rollback()

    def score() -> None:
        save_scores(idea=db.session.get_one(Idea, closed.idea_id), lines={}, by=judge)

    late = run_first_then_second(database, closed.open_counts, score)
    assert isinstance(late.exception(), JudgingClosed)


def test_whoever_has_seen_the_counts_can_let_in_no_more_votes(database: Flask, closed: Closed) -> None:
    before = dates_of(closed)
    db.session.rollback()
    late = run_first_then_second(database, closed.open_counts, closed.extend_voting)
    assert isinstance(late.exception(), CountsOpened)
    assert dates_of(closed) == before


def test_counts_stay_closed_when_voting_was_extended_first(database: Flask, closed: Closed) -> None:
    late = run_first_then_second(database, closed.extend_voting, closed.open_counts)
    assert isinstance(late.exception(), CountsTooEarly)
    assert loaded(closed.contest_id).counts_opened_at is None


def dates_of(closed: Closed) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """The dates as they are stored."""
    return {window.kind: (window.opens_at, window.closes_at) for window in loaded(closed.contest_id).windows}


def loaded(number: int) -> Contest:
    """The contest in this thread's session."""
    contest = contest_by_id(number)
    assert contest is not None
    return contest
