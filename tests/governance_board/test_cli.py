"""Founding a council at the operator's console."""

from flask import Flask

from foundations.database.clock import now
from governance_board.queries.seats import seats_at, the_council
from tests.clients import PageClient

NAMES = ["--name-ja", "協議会", "--name-en", "Council", "--about-ja", "定める。", "--about-en", "Makes rules."]


def run(app: Flask, *words: str) -> str:
    """Run a command; return what it said."""
    return app.test_cli_runner().invoke(args=["council", *words]).output


def test_council_is_founded_once_and_then_gets_seats(client: PageClient, database: Flask) -> None:
    assert "no council yet" in run(database, "add-seat", "citizen", "市民", "Citizen")
    assert "There is no council yet" in client.get("/council/").text
    assert "is established" in run(database, "establish", *NAMES)
    assert "already" in run(database, "establish", *NAMES)
    assert run(database, "add-seat", "citizen", "市民", "Citizen") == "Seat 1 is there.\n"
    council = the_council()
    assert council is not None
    assert (council.name_en, [one.seat.name_en for one in seats_at(now())]) == ("Council", ["Citizen"])
    assert "vacant" in client.get("/council/").text
