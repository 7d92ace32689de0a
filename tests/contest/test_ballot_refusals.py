"""What the public vote refuses, and what people are told then."""

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role, contest_scope
from accounts.models import Person
from contest.enums import IdeaState, Phase, WindowKind
from contest.models import Ballot, Contest
from foundations.database.clock import JST
from foundations.database.session import db
from tests.clients import PageClient
from tests.contest.voting import BALLOT, ballots_cast, cast, check, ideas_of, ticked
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.factories.contest import make_contest, make_idea


def test_too_many_picks_are_refused_and_kept(client: PageClient, night: Contest, voter: Person) -> None:
    picks = ideas_of(night, 0)
    refused = client.page_of(check(client, picks))
    assert ticked(refused) == set(picks)
    assert "4 ideas are picked here, and 3 fit." in refused.text
    page = client.page_of(check(client, picks[:1]), 200)
    forced = client.send(page, to=BALLOT, picks=[str(pick) for pick in picks])
    assert ticked(client.page_of(forced)) == set(picks)
    assert ballots_cast() == 0


@pytest.mark.parametrize("picks", [[], ["0"], ["-1"], ["NaN"], ["1e3"], ["９"], ["9" * 30], ["1 OR 1=1"]])
def test_ballot_without_a_real_idea_is_refused(
    client: PageClient, night: Contest, voter: Person, picks: list[str]
) -> None:
    page = client.page_of(check(client, ideas_of(night, 0)[:1]), 200)
    client.page_of(client.send(page, to=BALLOT, picks=picks))
    assert ballots_cast() == 0


def test_idea_picked_twice_of_another_contest_or_taken_back_is_refused(
    client: PageClient, night: Contest, voter: Person
) -> None:
    mine = ideas_of(night, 0)[0]
    elsewhere = make_idea(make_contest()).id
    withdrawn = make_idea(night, state=IdeaState.WITHDRAWN).id
    page = client.page_of(check(client, [mine]), 200)
    for picks in ([mine, mine], [mine, elsewhere], [withdrawn]):
        refused = client.page_of(client.send(page, to=BALLOT, picks=[str(pick) for pick in picks]))
        assert ticked(refused) == set(picks) & {mine}
    assert ballots_cast() == 0


def test_too_long_improvement_is_refused_and_kept(client: PageClient, night: Contest, voter: Person) -> None:
    idea = ideas_of(night, 0)[0]
    refused = client.page_of(cast(client, [idea], **{f"improvement-{idea}": "長" * 401}))
    assert "長" * 401 in refused.text
    assert ballots_cast() == 0


def test_second_ballot_is_refused_with_the_receipt_of_the_first(
    client: PageClient, night: Contest, voter: Person
) -> None:
    page = client.page_of(check(client, ideas_of(night, 0)[:1]), 200)
    receipt = client.send(page, to=BALLOT).headers["Location"]
    refused = client.page_of(client.send(page, to=BALLOT, idempotency_key="another"), 409)
    assert refused.heading == "You have already voted"
    assert receipt in [link.get("href") for link in refused.root.iter("a")]
    assert ballots_cast() == 1


def test_receipt_is_for_its_voter_alone(client: PageClient, night: Contest, voter: Person) -> None:
    receipt = cast(client, ideas_of(night, 0)[:1]).headers["Location"]
    other, visitor = PageClient(client.app), PageClient(client.app)
    office = make_person()
    grant_role(office, Role.ADMINISTRATOR)
    for person in (make_person(), office):
        sign_in(other, person)
        other.get(receipt, status=404)
    assert visitor.get_raw(receipt).headers["Location"] == f"/sign-in?next={receipt}"


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (Role.JUDGE, "You judge, run or audit this contest"),
        (Role.SECRETARIAT, "You judge, run or audit this contest"),
        (Role.AUDITOR, "You judge, run or audit this contest"),
        (None, "confirm your mail address"),
    ],
)
def test_who_cannot_vote_is_told_why(client: PageClient, night: Contest, role: Role | None, reason: str) -> None:
    person = make_person(is_confirmed=role is not None)
    if role is not None:
        grant_role(person, role, contest_scope(night.id))
    sign_in(client, person)
    assert reason in client.get(BALLOT, status=403).text
    fields = {"csrf_token": client.form_token(), "picks": str(ideas_of(night, 0)[0])}
    assert reason in client.page_of(client.post_raw(BALLOT, fields), 403).text
    assert ballots_cast() == 0


def test_visitor_is_led_to_sign_in(client: PageClient, night: Contest) -> None:
    links = [link.get("href") for link in client.get("/contests/night").root.iter("a")]
    assert BALLOT in links
    assert client.get_raw(BALLOT).headers["Location"] == "/sign-in?next=/contests/night/ballot"


@pytest.mark.parametrize(("offset", "is_open"), [(-0.001, True), (0.0, False), (0.001, False)])
def test_voting_ends_at_the_very_instant_and_the_late_are_told_the_second(
    client: PageClient, night: Contest, voter: Person, offset: float, *, is_open: bool
) -> None:
    closes_at = night.window(WindowKind.VOTING).closes_at
    with time_machine.travel(closes_at - dt.timedelta(minutes=1), tick=False):
        sign_in(client, voter)
        page = client.page_of(check(client, ideas_of(night, 0)[:1]), 200)
    with time_machine.travel(closes_at + dt.timedelta(seconds=offset), tick=False):
        answer = client.send(page, to=BALLOT)
    if is_open:
        assert db.session.scalars(select(Ballot.cast_at)).one() < closes_at
    else:
        refused = client.page_of(answer, 409)
        assert f"arrived at {closes_at.astimezone(JST):%a, %d %b %Y, %H:%M:%S} JST" in refused.text
        assert ballots_cast() == 0


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.VOTING])
def test_nobody_votes_in_another_phase(client: PageClient, database: Flask, phase: Phase) -> None:
    make_idea(make_contest(phase=phase, slug="night"))
    sign_in(client, make_person())
    refused = client.get(BALLOT, status=403)
    assert "Voting is open from" in refused.text
    assert BALLOT not in [link.get("href") for link in client.get("/contests/night").root.iter("a")]
