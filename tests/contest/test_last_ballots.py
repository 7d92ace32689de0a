"""A ballot that arrived in time but is stored late: it is counted, or it is refused; never stored and not counted."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.methods import Actor
from accounts.models import Person
from contest.enums import Phase, WindowKind
from contest.errors import VotingClosed
from contest.methods.ballots import Choice
from contest.models import Ballot, Contest, IdeaResult
from contest.queries.contests import contest_by_id
from contest.services.ballots import cast_ballot
from contest.services.results import release_results
from foundations.database.session import db
from tests.factories.accounts import actor_of, make_person
from tests.factories.contest import make_contest, make_idea


@pytest.fixture
def counting(database: Flask) -> tuple[Contest, Choice, Actor, Person]:
    """A contest after judging, an idea, an actor who voted in the last millisecond, and the secretariat."""
    contest = make_contest(phase=Phase.DECISION)
    idea = make_idea(contest)
    in_time = contest.window(WindowKind.VOTING).opens_at
    return contest, Choice(idea.id), actor_of(make_person(), at=in_time), make_person()


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


def test_release_waits_for_a_ballot_on_its_way_and_counts_it(
    database: Flask, counting: tuple[Contest, Choice, Actor, Person]
) -> None:
    contest, choice, voter, office = counting
    number, by = contest.id, actor_of(office)

    def vote() -> None:
        cast_ballot(contest=loaded(number), choices=[choice], by=voter)

    def release() -> None:
        release_results(contest=loaded(number), by=by)

    db.session.rollback()
    assert run_first_then_second(database, vote, release).exception() is None
    assert db.session.scalars(select(IdeaResult.votes)).all() == [1]


def test_ballot_that_comes_after_the_count_is_refused_although_its_clock_was_in_time(
    database: Flask, counting: tuple[Contest, Choice, Actor, Person]
) -> None:
    contest, choice, voter, office = counting
    number, by = contest.id, actor_of(office)

    def vote() -> None:
        cast_ballot(contest=contest, choices=[choice], by=voter)

    def release() -> None:
        release_results(contest=loaded(number), by=by)

    db.session.rollback()
    late = run_first_then_second(database, release, vote)
    assert isinstance(late.exception(), VotingClosed)
    assert db.session.scalars(select(IdeaResult.votes)).all() == [0]
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def loaded(number: int) -> Contest:
    """The contest in this thread's session."""
    contest = contest_by_id(number)
    assert contest is not None
    return contest
