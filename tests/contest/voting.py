"""Voting as a person does: choosing on the ballot's page, checking, casting."""

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from contest.models import Ballot, Contest, Idea
from foundations.database.session import db
from tests.clients import Page, PageClient

BALLOT = "/contests/night/ballot"


def ideas_of(contest: Contest, division: int) -> list[int]:
    """The numbers of the ideas in the first (0) or second (1) division."""
    wanted = Idea.division_id == contest.divisions[division].id
    return list(db.session.scalars(select(Idea.id).where(wanted).order_by(Idea.id)))


def ticked(page: Page) -> set[int]:
    """The ideas ticked on a page."""
    boxes = [box for box in page.root.iter("input") if box.get("type") == "checkbox"]
    return {int(box.get("value") or 0) for box in boxes if box.get("checked") is not None}


def check(client: PageClient, picks: list[int]) -> TestResponse:
    """Choose on the ballot's page and go on to checking."""
    return client.send(client.get(BALLOT), picks=[str(pick) for pick in picks])


def cast(client: PageClient, picks: list[int], **changes: str) -> TestResponse:
    """Choose, check and cast."""
    page = client.page_of(check(client, picks), 200)
    return client.send(page, to=BALLOT, **changes)


def ballots_cast() -> int:
    """How many ballots are stored."""
    return db.session.scalar(select(func.count(Ballot.id))) or 0
