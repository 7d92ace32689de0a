"""Rounds of the same requests, by turns, at the application and at the bare handlers."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.browsing import Request, UnexpectedAnswer
from bench.databases import backends_of
from bench.figures import Figures, Round, figures, share_of_bare
from bench.processor import processor_time, processor_times, used_between
from bench.serving import Server

CONNECTIONS = 4


class Case(NamedTuple):
    """A page or an act: its requests for each round, made by ``requests(round)`` outside of what is measured."""

    name: str
    status: int
    aim: float
    requests: Callable[[int], Sequence[Request]]


class Report(NamedTuple):
    """What the sending process saw: seconds in all, and status and seconds of each answer."""

    elapsed: float
    statuses: list[int]
    latencies: list[float]


class Comparison(NamedTuple):
    """How the application does beside the bare handler."""

    case: Case
    ours: Figures
    bare: Figures
    share: float


def compare(case: Case, ours: Server, bare: Server, *, rounds: int) -> Comparison:
    """Measure ``rounds`` rounds of each, the first to go changing by turns, after one round that does not count."""
    kept: dict[Server, list[Round]] = {ours: [], bare: []}
    for number in range(rounds + 1):
        requests = case.requests(number)
        for server in (ours, bare) if number % 2 else (bare, ours):
            measured = send(server, requests, expected=case.status)
            if number > 0:
                kept[server].append(measured)
    return Comparison(case, figures(kept[ours]), figures(kept[bare]), share_of_bare(kept[ours], kept[bare]))


def send(server: Server, requests: Sequence[Request], *, expected: int) -> Round:
    """Send the requests and return what they took.

    Raises:
        UnexpectedAnswer: if any of them was not answered with the ``expected`` status.
    """
    application, database = processor_time(server.process_id), processor_times(backends_of(server.database))
    answers = send_at_once(server, requests, connections=CONNECTIONS)
    strange = [status for status in answers.statuses if status != expected]
    if strange:
        raise UnexpectedAnswer(f"{requests[0].path}: {len(strange)} of {len(requests)} answered {strange[0]}")
    return Round(
        latencies=answers.latencies,
        elapsed=answers.elapsed,
        application=processor_time(server.process_id) - application,
        database=used_between(database, processor_times(backends_of(server.database))),
    )


def send_at_once(server: Server, requests: Sequence[Request], *, connections: int) -> Report:
    """Send the requests from a process of its own over so many connections; return its report."""
    plan = {
        "port": server.port,
        "connections": connections,
        "requests": [request.as_text() for request in requests],
    }
    sender = [sys.executable, "-m", "bench.sending"]
    finished = subprocess.run(  # noqa: S603 - our own module
        sender, input=json.dumps(plan), stdout=subprocess.PIPE, text=True, check=True
    )
    return Report(**json.loads(finished.stdout))
