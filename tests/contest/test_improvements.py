"""What voters wrote beside their picks: seen after the release alone, by everybody, apart from the ballots."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role, contest_scope
from contest.enums import Phase
from contest.models import Ballot, Comment, Contest, Idea, IdeaResult, Improvement
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from foundations.web.paging import SIZE
from tests.clients import Page, PageClient
from tests.factories.ballots import make_ballot
from tests.factories.contest import grant_role, make_contest, make_idea, make_person, sign_in

TEXT = "夜も使えるとよいです。"


def make_result(contest: Contest) -> Idea:
    """An idea of the contest with its stored result."""
    idea = make_idea(contest)
    db.session.add(IdeaResult(idea_id=idea.id, contest_id=contest.id, votes=1, vote_rank=1, sheets=0))
    db.session.commit()
    return idea


@pytest.fixture
def released(database: Flask) -> Contest:
    """A contest whose results are out."""
    return make_contest(phase=Phase.RELEASED)


@pytest.fixture
def clerk(client: PageClient, released: Contest) -> PageClient:
    """The browser of the contest's secretariat."""
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(released.id))
    sign_in(client, office)
    return client


def texts(page: Page) -> list[str]:
    """The improvements that the page shows, in their order."""
    return ["".join(one.itertext()).strip() for one in page.root.iter("li") if one.get("class") == "comment"]


def key_of(idea: Idea) -> str:
    """The key of the only improvement of an idea."""
    return db.session.scalars(select(Improvement.key).where(Improvement.idea_id == idea.id)).one()


def test_improvements_stand_on_the_page_of_the_result(client: PageClient, released: Contest) -> None:
    idea = make_result(released)
    make_ballot(released, [idea], improvement=TEXT)
    make_ballot(released, [idea])

    link = client.get(f"/ideas/{idea.id}").root.find(f".//main//a[@href='/ideas/{idea.id}/result']")
    page = client.get(f"/ideas/{idea.id}/result")

    assert link is not None
    assert "1 proposal to improve it" in page.text
    assert texts(page) == [TEXT]


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.RELEASED])
def test_improvement_is_nowhere_before_the_release(client: PageClient, database: Flask, phase: Phase) -> None:
    contest = make_contest(phase=phase)
    idea = make_result(contest)
    make_ballot(contest, [idea], improvement=TEXT)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    sign_in(client, office)

    client.get(f"/ideas/{idea.id}/result", status=404)
    client.get(f"/improvements/{key_of(idea)}/hiding", status=404)
    assert TEXT not in client.get(f"/ideas/{idea.id}").text
    assert TEXT not in client.get_raw("/open-data/improvements.json").text


def test_improvements_are_paged_and_none_is_lost(client: PageClient, released: Contest) -> None:
    idea = make_result(released)
    written = {f"Text {number}." for number in range(SIZE + 3)}
    for text in written:
        make_ballot(released, [idea], improvement=text)

    pages = [texts(client.get(f"/ideas/{idea.id}/result?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [SIZE, 3, 0]
    assert {text for page in pages for text in page} == written


def test_place_of_an_improvement_tells_nothing_of_its_ballot(client: PageClient, released: Contest) -> None:
    ideas = [make_result(released) for _ in range(2)]
    for number in range(SIZE):
        make_ballot(released, ideas, improvement=f"Voter {number}")

    first, second = (texts(client.get(f"/ideas/{idea.id}/result")) for idea in ideas)
    codes = {*db.session.scalars(select(Ballot.receipt_code)), *map(str, db.session.scalars(select(Ballot.voter_id)))}

    assert sorted(first) == sorted(second)
    assert first != second
    assert first != [f"Voter {number}" for number in range(SIZE)]
    assert codes.isdisjoint(db.session.scalars(select(Improvement.key)))


def test_improvement_of_a_ballot_that_was_replaced_is_not_shown(client: PageClient, released: Contest) -> None:
    idea, voter = make_result(released), make_person()
    make_ballot(released, [idea], voter=voter, improvement="First thought.")
    make_ballot(released, [idea], voter=voter, improvement="Second thought.", sequence=2)

    assert texts(client.get(f"/ideas/{idea.id}/result")) == ["Second thought."]


def test_secretariat_hides_an_improvement_with_a_reason_that_everybody_reads(
    clerk: PageClient, released: Contest
) -> None:
    idea, voter = make_result(released), make_person()
    receipt = make_ballot(released, [idea], voter=voter, improvement="+1 for my shop").receipt_code
    address = f"/improvements/{key_of(idea)}/hiding"

    page = clerk.get(f"/ideas/{idea.id}/result")
    assert page.root.find(f".//a[@href='{address}']") is not None
    clerk.page_of(clerk.send(clerk.get(address), reason=""))
    clerk.follow(clerk.send(clerk.get(address), reason="宣伝のため"))

    visitor = PageClient(clerk.app)
    assert texts(visitor.get(f"/ideas/{idea.id}/result")) == ["The secretariat has hidden this text: 宣伝のため"]
    assert json.loads(visitor.get_raw("/open-data/improvements.json").data)["rows"] == []
    sign_in(visitor, voter)
    assert "宣伝のため" in visitor.get(f"/ballots/{receipt}").text
    assert db.session.scalars(select(LedgerPayload.kind)).all() == ["contest.improvement_hidden"]
    clerk.get(address, status=403)


def test_nobody_else_hides_an_improvement(client: PageClient, released: Contest) -> None:
    idea = make_result(released)
    make_ballot(released, [idea], improvement=TEXT)
    address = f"/improvements/{key_of(idea)}/hiding"
    elsewhere = make_person()
    grant_role(elsewhere, Role.SECRETARIAT, contest_scope(make_contest().id))
    sign_in(client, elsewhere)

    client.get(address, status=403)
    assert "Hide this text" not in client.get(f"/ideas/{idea.id}/result").text


def test_secretariat_finds_the_way_to_hide_a_comment(clerk: PageClient, released: Contest) -> None:
    idea = make_idea(released)
    comment = Comment(idea_id=idea.id, author_id=make_person().id, body="…", posted_at=now())
    db.session.add(comment)
    db.session.commit()
    way = f".//a[@href='/comments/{comment.id}/hiding']"

    assert PageClient(clerk.app).get(f"/ideas/{idea.id}").root.find(way) is None
    assert clerk.get(f"/ideas/{idea.id}").root.find(way) is not None
