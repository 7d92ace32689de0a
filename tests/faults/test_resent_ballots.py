"""R-37: a ballot sent again because its answer was lost is one ballot with one receipt."""

import random
import socket
import threading
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from contest.models import Ballot
from foundations.database.session import db
from tests.factories.contest import make_contest, make_idea
from tests.faults.looking import looking
from tests.faults.proxies import CuttingProxy, Fate
from tests.faults.servers import Answer, Connection, House, form_headers, whole_answer
from tests.faults.voters import Voter, make_voters

pytestmark = [pytest.mark.database, pytest.mark.slow]
in_a_small_house = pytest.mark.parametrize("house", ["small"], indirect=True)

AT_ONCE = 4


class Vote(NamedTuple):
    """A contest in voting, as plain values."""

    contest_id: int
    path: str
    ideas: list[int]


def open_vote() -> Vote:
    """Open a vote between three ideas."""
    contest = make_contest(divisions=1)
    ideas = [make_idea(contest).id for _ in range(3)]
    return Vote(contest.id, f"/contests/{contest.slug}/ballot", ideas)


def receipts(vote: Vote) -> dict[int, str]:
    """The address of every voter's receipt; fails if anybody has two ballots."""
    with looking():
        stored = db.session.scalars(select(Ballot).where(Ballot.contest_id == vote.contest_id)).all()
        addresses = [(ballot.voter_id, f"/ballots/{ballot.receipt_code}") for ballot in stored]
    assert len(dict(addresses)) == len(addresses)
    return dict(addresses)


def send(address: Path, path: str, fields: list[tuple[str, str]], voter: Voter, *, lost: int = 0) -> socket.socket:
    """Send a request but for its last ``lost`` bytes; return the line on which its answer would come."""
    body = urlencode(fields)
    headers = {
        "Host": "localhost",
        "Connection": "close",
        "Content-Length": str(len(body)),
        **form_headers(voter.cookie),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(address))
    request = f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode()
    line.sendall(request[: len(request) - lost])
    return line


@in_a_small_house
def test_ten_times_the_same_after_a_killed_connection_is_one_ballot(house: House) -> None:
    vote, [voter] = open_vote(), make_voters(house.app, 1)
    fields = voter.ballot(vote.ideas, key="the-same")
    send(house.address, vote.path, fields, voter).close()
    answers = [Connection(house.address).post(vote.path, fields, voter.cookie) for _ in range(10)]
    [receipt] = receipts(vote).values()
    assert {(answer.status, answer.location) for answer in answers} == {(303, receipt)}
    assert len({answer.body for answer in answers}) == 1
    pages = {without_tokens(Connection(house.address).get(receipt, voter.cookie).body) for _ in range(3)}
    assert len(pages) == 1


@in_a_small_house
def test_half_a_ballot_is_no_ballot(house: House) -> None:
    vote, [voter] = open_vote(), make_voters(house.app, 1)
    fields = voter.ballot(vote.ideas)
    with send(house.address, vote.path, fields, voter, lost=len(f"&picks={vote.ideas[-1]}")) as line:
        line.shutdown(socket.SHUT_WR)
        answer = whole_answer(b"".join(iter(lambda: _receive(line), b"")))
    assert answer is None or answer.status == 400
    assert receipts(vote) == {}


def without_tokens(page: bytes) -> bytes:
    """The page without the hidden fields of its forms, which are new each time."""
    return b"\n".join(line for line in page.splitlines() if b'type="hidden"' not in line)


@pytest.mark.parametrize(
    ("house", "ballots"), [("small", 20), pytest.param("small", 500, marks=pytest.mark.trust)], indirect=["house"]
)
def test_ballots_over_a_line_that_breaks_converge(house: House, ballots: int) -> None:
    vote, voters = open_vote(), make_voters(house.app, ballots)
    broken_line = house.address.with_name(f"proxy-{ballots}")
    proxy = CuttingProxy(broken_line, house.address)
    answered: dict[int, Answer] = {}

    def vote_all(mine: list[Voter]) -> None:
        for voter in mine:
            answered[voter.person_id] = send_until_answered(broken_line, vote, voter)

    clients = [threading.Thread(target=vote_all, args=(voters[start::AT_ONCE],)) for start in range(AT_ONCE)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    proxy.close()
    assert Counter(answer.status for answer in answered.values()) == {303: ballots}
    assert {voter: answer.location for voter, answer in answered.items()} == receipts(vote)
    assert set(proxy.fates) == set(Fate)


def send_until_answered(address: Path, vote: Vote, voter: Voter) -> Answer:
    """Send a ballot as a careful browser does: with one key, again and again, until an answer comes whole."""
    fields = voter.ballot(random.sample(vote.ideas, 2))
    while True:
        with send(address, vote.path, fields, voter) as line:
            received = b"".join(iter(lambda: _receive(line), b""))
        answer = whole_answer(received)
        if answer is not None:
            return answer


def _receive(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except ConnectionError:
        return b""
