"""What is measured: two pages, each for a visitor and for somebody signed in, and two acts."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flask import Flask
from sqlalchemy import event, func, select

from bench.browsing import Answer, Request, ballot_of, fetch, returning, submission_of
from bench.city import Citizen, City
from bench.comparing import Case, send_at_once
from bench.serving import Server
from contest.models import Ballot
from foundations.database.session import db

PAGES_A_ROUND, ACTS_A_ROUND = 100, 50
TWINS = 12
SPARE_CITIZENS = 8
# How far the clock has been is noted by whoever comes first in a second.
_NOT_QUERIES = ("INSERT INTO clock_marks", "UPDATE clock_marks")


def citizens_needed(rounds: int) -> int:
    """Return how many people act, each once, in so many rounds and the one before them."""
    return (rounds + 1) * ACTS_A_ROUND + SPARE_CITIZENS


class Pages(NamedTuple):
    """The requests for the pages that are read, and where their number of rows is small."""

    city: City

    def list_ideas(self, reader: Citizen | None = None, contest: str = "call") -> Request:
        """Ask for the first page of a contest's ideas."""
        return Request("GET", f"/contests/{contest}/ideas", reader.cookie if reader else "")

    def show_idea(self, reader: Citizen | None = None, idea: int | None = None) -> Request:
        """Ask for an idea with its comments."""
        return Request("GET", f"/ideas/{idea or self.city.idea}", reader.cookie if reader else "")


def cases(city: City, ours: Server) -> list[Case]:
    """Return the cases; tokens and keys are fetched from ``ours``, as the pages before would bring them."""
    pages, reader = Pages(city), returning(ours.port, city.citizens[-1])
    voters, authors = (iter(city.citizens[:-SPARE_CITIZENS]) for _ in range(2))
    return [
        Case("list, visitor", 200, 0.3, lambda _: [pages.list_ideas()] * PAGES_A_ROUND),
        Case("list, signed in", 200, 0.3, lambda _: [pages.list_ideas(reader)] * PAGES_A_ROUND),
        Case("idea, visitor", 200, 0.3, lambda _: [pages.show_idea()] * PAGES_A_ROUND),
        Case("idea, signed in", 200, 0.3, lambda _: [pages.show_idea(reader)] * PAGES_A_ROUND),
        Case("vote", 303, 0.25, lambda _: [ballot_of(ours.port, city, one) for one in _some(voters)]),
        Case("submission", 303, 0.2, lambda _: [submission_of(ours.port, one) for one in _some(authors)]),
    ]


def answers_of(city: City, ours: Server) -> dict[str, Answer]:
    """Return what the application answers to each of the requests, for the bare handlers to send as well."""
    pages, reader, spare = Pages(city), returning(ours.port, city.citizens[-1]), city.citizens[-2]
    asked = {
        "list_ideas": pages.list_ideas(),
        "list_ideas, signed in": pages.list_ideas(reader),
        "show_idea": pages.show_idea(),
        "show_idea, signed in": pages.show_idea(reader),
        "cast_ballot": ballot_of(ours.port, city, spare),
        "submit_idea": submission_of(ours.port, spare),
    }
    return {name: fetch(ours.port, request) for name, request in asked.items()}


def query_counts(app: Flask, city: City, ours: Server) -> dict[str, tuple[int, int]]:
    """Return the number of queries of each case where there are few rows, and where there are many."""
    pages, reader = Pages(city), city.citizens[-1]
    first, second, third = city.citizens[-5:-2]
    small = city.small_idea
    pairs = {
        "list, visitor": (pages.list_ideas(contest="small-call"), pages.list_ideas()),
        "list, signed in": (pages.list_ideas(reader, "small-call"), pages.list_ideas(reader)),
        "idea, visitor": (pages.show_idea(idea=small), pages.show_idea()),
        "idea, signed in": (pages.show_idea(reader, small), pages.show_idea(reader)),
        "vote": (ballot_of(ours.port, city, first, picks=1), ballot_of(ours.port, city, second, picks=6)),
        "submission": (submission_of(ours.port, second), submission_of(ours.port, third)),
    }
    return {name: (_queries_of(app, few), _queries_of(app, many)) for name, (few, many) in pairs.items()}


def twelve_at_once(app: Flask, city: City, ours: Server) -> tuple[list[int], int]:
    """Cast one ballot twelve times at the same time; return the statuses and how many ballots are kept."""
    voter = city.citizens[-6]
    ballot = ballot_of(ours.port, city, voter)
    statuses = send_at_once(ours, [ballot] * TWINS, connections=TWINS).statuses
    with app.app_context():
        kept = db.session.scalar(select(func.count(Ballot.id)).where(Ballot.voter_id == voter.person_id)) or 0
    return sorted(statuses), kept


def _some(citizens: Iterator[Citizen]) -> list[Citizen]:
    return list(islice(citizens, ACTS_A_ROUND))


def _queries_of(app: Flask, request: Request) -> int:
    asked: list[str] = []

    def note(*arguments: object) -> None:
        if not str(arguments[2]).startswith(_NOT_QUERIES):
            asked.append(str(arguments[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client = app.test_client(use_cookies=False)
    client.open(request.path, method=request.method, headers=request.headers, data=request.body)
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)
