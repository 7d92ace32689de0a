"""R-39: real servers whose clock is set an hour back and forth (libfaketime): what has closed never opens again."""

import datetime as dt
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from contest.enums import WindowKind
from contest.models import Ballot
from foundations.database.base import Base
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.contest import make_contest, make_idea
from tests.faults.conftest import built
from tests.faults.looking import looking
from tests.faults.servers import Answer, Connection, served_by_one_process
from tests.faults.voters import Voter, make_voters

LIBRARY = next(Path("/usr").glob("lib/*/faketime/libfaketimeMT.so.1"), None)
pytestmark = [
    pytest.mark.database,
    pytest.mark.trust,
    pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not installed (Debian package faketime)"),
]


class Steps:
    """A clock for servers that a test sets."""

    def __init__(self, file: Path) -> None:
        """Begin with the machine's own time."""
        self._file = file
        self.environment = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",  # as a clock that is set: waiting goes on
        }
        self.set(0)

    def set(self, seconds: int) -> None:
        """Set the servers' clock so far from the machine's; the file is replaced whole, for it is read all the time."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.replace(self._file)


@pytest.fixture
def steps(tmp_path: Path) -> Steps:
    """The clock of the servers."""
    return Steps(tmp_path / "clock")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Flask]:
    """The application over a database of its own, with tables."""
    with built(tmp_path) as app, app.app_context():
        Base.metadata.create_all(db.engine)
        yield app


def sealed_long_ago(app: Flask, voter: Voter) -> Voter:
    """The voter with a cookie sealed days ago: one dated later than the clock would be dropped, and they signed out."""
    sealing = SecureCookieSessionInterface().get_signing_serializer(app)
    assert sealing is not None
    name, _, cookie = voter.cookie.partition("=")
    with time_machine.travel(now() - dt.timedelta(days=2), tick=False):
        old = sealing.dumps(sealing.loads(cookie))
    return voter._replace(cookie=f"{name}={old!s}")


class Vote:
    """A vote of one idea that closes after so many seconds, and its voters."""

    def __init__(self, app: Flask, closes_in: float) -> None:
        """Open it; everything is committed."""
        contest = make_contest(divisions=1)
        self.idea, self.slug = make_idea(contest).id, contest.slug
        self.closes_at = now() + dt.timedelta(seconds=closes_in)
        contest.window(WindowKind.VOTING).closes_at = self.closes_at
        db.session.commit()
        self.voters = [sealed_long_ago(app, voter) for voter in make_voters(app, 12)]
        self.acknowledged: set[int] = set()

    def wait_for_the_close(self) -> None:
        """Let the moment pass."""
        time.sleep(max(0.0, self.closes_at.timestamp() - time.time()) + 0.2)

    def cast(self, address: Path) -> Answer:
        """Send the next voter's ballot to a server and read what it says."""
        voter = self.voters.pop()
        page = Connection(address).get("/contests/", voter.cookie).body.decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None  # a form dated later than the clock would be refused as well
        ballot = voter._replace(form_token=token[1]).ballot([self.idea])
        answer = Connection(address).post(f"/contests/{self.slug}/ballot", ballot, voter.cookie)
        if answer.status == 303:
            self.acknowledged.add(voter.person_id)
        return answer


def stored() -> set[int]:
    """Who has a ballot."""
    with looking():
        return set(db.session.scalars(select(Ballot.voter_id)))


@pytest.mark.parametrize("back", [60, 3600, 86400])
def test_closed_vote_stays_closed_when_the_clock_is_set_back(town: Flask, steps: Steps, back: int) -> None:
    vote = Vote(town, closes_in=8)
    with served_by_one_process(town, steps.environment) as address:
        assert vote.cast(address).status == 303
        vote.wait_for_the_close()
        late = vote.cast(address)
        assert (late.status, b"your request arrived at" in late.body) == (409, True)
        steps.set(-back)
        assert [vote.cast(address).status for _ in range(4)] == [503] * 4
    with served_by_one_process(town, steps.environment) as restarted:
        assert [vote.cast(restarted).status for _ in range(4)] == [503] * 4
        steps.set(0)
        assert vote.cast(restarted).status == 409
    assert stored() == vote.acknowledged
    assert len(vote.acknowledged) == 1


def test_clock_that_was_ahead_by_mistake_is_accepted_on_the_record(town: Flask, steps: Steps) -> None:
    vote, other = Vote(town, closes_in=1800), Vote(town, closes_in=7200)
    with served_by_one_process(town, steps.environment) as address:
        steps.set(3600)
        assert vote.cast(address).status == 409
        assert other.cast(address).status == 303
        steps.set(0)
        assert vote.cast(address).status == 503
        db.session.rollback()
        run = town.test_cli_runner().invoke
        assert "flask clock accept" in run(args=["doctor"]).output
        accepted = run(args=["clock", "accept", "--reason", "The clock was an hour ahead"])
        assert accepted.exit_code == 0, accepted.output
        assert vote.cast(address).status == 303
    assert stored() == vote.acknowledged | other.acknowledged
