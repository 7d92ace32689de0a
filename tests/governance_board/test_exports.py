"""Rules, votes and minutes as open data: what is public, and not a moment before."""

import datetime as dt
from typing import Any

import pytest
from flask import Flask

from foundations.database.clock import now
from foundations.web.open_data import OpenDataSet, dictionary_of
from governance_board.enums import Vote
from governance_board.exports import COUNCIL_VOTES, MINUTES, OPEN_DATA, RULES
from governance_board.services.meetings import close_meeting
from governance_board.services.minutes import approve_minutes, draft_minutes, publish_minutes
from governance_board.services.motions import recuse_seat
from governance_board.services.votes import cast_vote, close_vote
from tests.clients import PageClient
from tests.factories.council import Board, make_board, make_motion, make_rule, put_to_vote


@pytest.fixture
def board(database: Flask) -> Board:
    """A council whose acts are over by now."""
    return make_board(at=now() - dt.timedelta(days=120))


def rows(published: OpenDataSet) -> list[dict[str, Any]]:
    """The rows of a set as it is now, by the names of its columns."""
    names = [column.name for column in published.columns]
    return [dict(zip(names, row, strict=True)) for row in published.rows(now())]


def test_rule_stands_in_the_open_data_with_its_hash(board: Board) -> None:
    rule = make_rule(board)
    row = rows(RULES)[0]
    assert (row["name"], row["in_force"], row["hash"]) == ("people-flow", "yes", rule.versions[0].hash)


def test_votes_are_those_of_the_published_record(board: Board) -> None:
    motion = make_motion(board)
    recuse_seat(motion=motion, seat=board.seats[2], reason="申請者", by=board.chair)
    put_to_vote(board, motion)
    cast_vote(motion=motion, choice=Vote.YES, by=board.actor(0))
    assert rows(COUNCIL_VOTES) == []
    close_vote(motion=motion, by=board.chair)
    told = {row["seat"]: (row["vote"], row["recused"]) for row in rows(COUNCIL_VOTES)}
    seats = [seat.id for seat in board.seats]
    assert (told[seats[0]], told[seats[1]], told[seats[2]]) == (("yes", "no"), (None, "no"), (None, "yes"))


def test_minutes_are_open_data_once_published(board: Board) -> None:
    motion = make_motion(board)
    meeting = put_to_vote(board, motion)
    close_vote(motion=motion, by=board.chair)
    close_meeting(meeting=meeting, by=board.chair)
    draft_minutes(meeting=meeting, by=board.secretariat)
    approve_minutes(meeting=meeting, by=board.chair)
    assert rows(MINUTES) == []
    publish_minutes(meeting=meeting, by=board.secretariat)
    assert [row["meeting"] for row in rows(MINUTES)] == [meeting.number]
    assert "議案は否決されました。" in rows(MINUTES)[0]["text_ja"]


def test_sets_are_downloaded_with_their_dictionaries(client: PageClient, board: Board) -> None:
    make_rule(board)
    for published in OPEN_DATA:
        assert client.get_raw(f"/open-data/{published.name}.csv").status_code == 200
        assert client.get_raw(f"/open-data/{published.name}.json").status_code == 200
        assert len(dictionary_of(published)["fields"]) == len(published.columns)
