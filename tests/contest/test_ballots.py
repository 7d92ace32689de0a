"""The public vote by web page: choosing, checking, casting once, the receipt, and who may not."""

import datetime as dt
import json
import threading
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, func, select

from accounts.enums import Role, contest_scope
from accounts.models import Person
from contest.enums import IdeaState, Phase, WindowKind
from contest.methods.ballots import picks_digest
from contest.models import Ballot, Contest, Idea, Pick
from foundations.database.clock import JST, now
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload
from foundations.mail.models import OutgoingMail
from tests.clients import Page, PageClient
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.factories.contest import make_contest, make_idea


@pytest.fixture
def contest(database: Flask) -> Contest:
    """A contest in voting: two divisions with four ideas each, three picks in each."""
    contest = make_contest(slug="night", picks=3)
    for division in contest.divisions:
        for _ in range(4):
            make_idea(contest, division=division)
    return contest


@pytest.fixture
def voter(client: PageClient, contest: Contest) -> Person:
    """A confirmed person, signed in with ``client``."""
    person = make_person()
    sign_in(client, person)
    return person


def ideas_of(contest: Contest, division: int) -> list[int]:
    """The numbers of the ideas in the first (0) or second (1) division."""
    wanted = Idea.division_id == contest.divisions[division].id
    return list(db.session.scalars(select(Idea.id).where(wanted).order_by(Idea.id)))


def ticked(page: Page) -> set[int]:
    """The ideas ticked on a page."""
    boxes = [box for box in page.root.iter("input") if box.get("type") == "checkbox"]
    return {int(box.get("value") or 0) for box in boxes if box.get("checked") is not None}


def check(client: PageClient, picks: list[int]) -> Any:
    """Choose on the ballot's page and go on to checking."""
    return client.send(client.get("/contests/night/ballot"), picks=[str(pick) for pick in picks])


def cast(client: PageClient, picks: list[int], **changes: Any) -> Any:
    """Choose, check and cast."""
    page = client.page_of(check(client, picks), 200)
    return client.send(page, to="/contests/night/ballot", **changes)


def test_ballot_goes_from_choosing_to_the_receipt(client: PageClient, contest: Contest, voter: Person) -> None:
    first, second = ideas_of(contest, 0), ideas_of(contest, 1)
    page = client.page_of(check(client, [first[0], first[2], second[1]]), 200)
    assert db.session.scalar(select(func.count(Ballot.id))) == 0
    improvements = {f"improvement-{first[2]}": "夜も使えるとよいです。"}
    receipt = client.follow(client.send(page, to="/contests/night/ballot", **improvements))
    ballot = db.session.scalars(select(Ballot)).one()
    assert (ballot.contest_id, ballot.voter_id, ballot.sequence) == (contest.id, voter.id, 1)
    assert ballot.receipt_code in receipt.text
    rows = db.session.execute(select(Pick.division_id, Pick.slot, Pick.idea_id, Pick.improvement)).all()
    one, two = contest.divisions
    assert sorted(map(tuple, rows)) == [
        (one.id, 1, first[0], ""),
        (one.id, 2, first[2], "夜も使えるとよいです。"),
        (two.id, 1, second[1], ""),
    ]


def test_ballot_is_one_entry_of_the_ledger_that_names_neither_voter_nor_idea(
    client: PageClient, contest: Contest, voter: Person
) -> None:
    cast(client, ideas_of(contest, 0)[:2])
    entry, payload = db.session.execute(
        select(LedgerEntry, LedgerPayload).join(LedgerPayload, LedgerEntry.leaf_index == LedgerPayload.leaf_index)
    ).one()
    ballot = db.session.scalars(select(Ballot)).one()
    recorded = json.loads(payload.text)
    assert (entry.key, recorded["kind"], recorded["subject"]) == (ballot.receipt_code, "contest.ballot_cast", None)
    assert recorded["payload"] == {
        "contest": contest.id,
        "sequence": 1,
        "picks": picks_digest(
            ballot.picks_salt, [(contest.divisions[0].id, idea) for idea in ideas_of(contest, 0)[:2]]
        ),
    }


def test_receipt_leads_to_its_entry_in_the_record(client: PageClient, contest: Contest, voter: Person) -> None:
    receipt = client.follow(cast(client, ideas_of(contest, 0)[:1]))
    code = db.session.scalars(select(Ballot.receipt_code)).one()
    assert f"/ledger/entries/{code}" in [link.get("href") for link in receipt.root.iter("a")]
    entry = PageClient(client.app).get(f"/ledger/entries/{code}")
    assert voter.name not in entry.html


def test_mail_says_that_a_ballot_was_cast_and_not_what(client: PageClient, contest: Contest, voter: Person) -> None:
    receipt = cast(client, ideas_of(contest, 0)[:2]).headers["Location"]
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert (mail.recipient, mail.subject) == (voter.address, "Your ballot was taken in")
    assert f"http://localhost{receipt}" in mail.body
    titles = db.session.scalars(select(Idea.title)).all()
    assert [title for title in titles if f"{title}\n" in mail.body or f"{title} " in mail.body] == []


def test_ballot_page_shows_published_ideas_only_and_in_the_order_of_the_day(
    client: PageClient, contest: Contest, voter: Person
) -> None:
    hidden = [make_idea(contest, state=state, title=f"hidden {state}") for state in IdeaState if state != "published"]
    with time_machine.travel(now(), tick=False):
        page = client.get("/contests/night/ballot")
        again = client.get("/contests/night/ballot")
    assert not [idea.title for idea in hidden if idea.title in page.text]
    shown = [box.get("value") for box in page.root.iter("input") if box.get("type") == "checkbox"]
    assert len(shown) == 8
    assert shown == [box.get("value") for box in again.root.iter("input") if box.get("type") == "checkbox"]


def test_too_many_picks_are_refused_and_kept(client: PageClient, contest: Contest, voter: Person) -> None:
    picks = ideas_of(contest, 0)
    refused = client.page_of(check(client, picks))
    assert ticked(refused) == set(picks)
    assert "4 ideas are picked here, and 3 fit." in refused.text
    page = client.page_of(check(client, picks[:1]), 200)
    forced = client.send(page, to="/contests/night/ballot", picks=[str(pick) for pick in picks])
    assert ticked(client.page_of(forced)) == set(picks)
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


@pytest.mark.parametrize("picks", [[], ["0"], ["-1"], ["NaN"], ["1e3"], ["９"], ["9" * 30], ["1 OR 1=1"]])
def test_ballot_without_a_real_idea_is_refused(
    client: PageClient, contest: Contest, voter: Person, picks: list[str]
) -> None:
    page = client.page_of(check(client, ideas_of(contest, 0)[:1]), 200)
    client.page_of(client.send(page, to="/contests/night/ballot", picks=picks))
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def test_idea_picked_twice_of_another_contest_or_taken_back_is_refused(
    client: PageClient, contest: Contest, voter: Person
) -> None:
    mine = ideas_of(contest, 0)[0]
    elsewhere = make_idea(make_contest()).id
    withdrawn = make_idea(contest, state=IdeaState.WITHDRAWN).id
    page = client.page_of(check(client, [mine]), 200)
    for picks in ([mine, mine], [mine, elsewhere], [withdrawn]):
        refused = client.page_of(client.send(page, to="/contests/night/ballot", picks=[str(pick) for pick in picks]))
        assert ticked(refused) == set(picks) & {mine}
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def test_changing_the_picks_keeps_what_was_typed(client: PageClient, contest: Contest, voter: Person) -> None:
    first, second = ideas_of(contest, 0)[:2]
    page = client.page_of(check(client, [first, second]), 200)
    form = page.form("/contests/night/ballot")
    typed = page.fields(form) | {f"improvement-{first}": "もっと明るく", "change": "1"}
    choosing = client.page_of(client.post_raw("/contests/night/ballot/check", typed), 200)
    assert ticked(choosing) == {first, second}
    back = client.page_of(client.send(choosing, to="/contests/night/ballot/check"), 200)
    assert "もっと明るく" in back.text


def test_too_long_improvement_is_refused_and_kept(client: PageClient, contest: Contest, voter: Person) -> None:
    idea = ideas_of(contest, 0)[0]
    refused = client.page_of(cast(client, [idea], **{f"improvement-{idea}": "長" * 401}))
    assert "長" * 401 in refused.text
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def test_second_ballot_is_refused_with_the_receipt_of_the_first(
    client: PageClient, contest: Contest, voter: Person
) -> None:
    page = client.page_of(check(client, ideas_of(contest, 0)[:1]), 200)
    receipt = client.send(page, to="/contests/night/ballot").headers["Location"]
    refused = client.page_of(client.send(page, to="/contests/night/ballot", idempotency_key="another"), 409)
    assert refused.heading == "You have already voted"
    assert receipt in [link.get("href") for link in refused.root.iter("a")]
    assert db.session.scalar(select(func.count(Ballot.id))) == 1


def test_same_form_sent_again_gets_the_same_receipt(client: PageClient, contest: Contest, voter: Person) -> None:
    page = client.page_of(check(client, ideas_of(contest, 0)[:1]), 200)
    answers = [client.send(page, to="/contests/night/ballot") for _ in range(10)]
    assert {(answer.status_code, answer.headers["Location"], answer.data) for answer in answers} == {
        (303, answers[0].headers["Location"], answers[0].data)
    }
    assert db.session.scalar(select(func.count(Ballot.id))) == 1


def test_twelve_identical_posts_at_once_count_once(client: PageClient, contest: Contest, voter: Person) -> None:
    page = client.page_of(check(client, ideas_of(contest, 0)[:1]), 200)
    form = page.form("/contests/night/ballot")
    fields, cookie = page.fields(form), client.browser.get_cookie("yoriai")
    assert cookie is not None
    together, answers = threading.Barrier(12), []

    def post() -> None:
        browser = client.app.test_client()
        browser.set_cookie("yoriai", cookie.value)
        together.wait()
        answers.append(browser.post("/contests/night/ballot", data=fields))

    threads = [threading.Thread(target=post) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [303] * 12
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert db.session.scalar(select(func.count(Ballot.id))) == 1


def test_pages_lead_to_the_receipt_after_voting(client: PageClient, contest: Contest, voter: Person) -> None:
    before = client.get("/contests/night")
    assert "/contests/night/ballot" in [link.get("href") for link in before.root.iter("a")]
    receipt = cast(client, ideas_of(contest, 0)[:1]).headers["Location"]
    after = [link.get("href") for link in client.get("/contests/night").root.iter("a")]
    assert (receipt in after, "/contests/night/ballot" in after) == (True, False)
    assert client.get_raw("/contests/night/ballot").headers["Location"] == receipt


def test_receipt_is_for_its_voter_alone(client: PageClient, contest: Contest, voter: Person) -> None:
    receipt = cast(client, ideas_of(contest, 0)[:1]).headers["Location"]
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
def test_who_cannot_vote_is_told_why(client: PageClient, contest: Contest, role: Role | None, reason: str) -> None:
    person = make_person(is_confirmed=role is not None)
    if role is not None:
        grant_role(person, role, contest_scope(contest.id))
    sign_in(client, person)
    assert reason in client.get("/contests/night/ballot", status=403).text
    fields = {"csrf_token": client.form_token(), "picks": str(ideas_of(contest, 0)[0])}
    assert reason in client.page_of(client.post_raw("/contests/night/ballot", fields), 403).text
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def test_visitor_is_led_to_sign_in(client: PageClient, contest: Contest) -> None:
    links = [link.get("href") for link in client.get("/contests/night").root.iter("a")]
    assert "/contests/night/ballot" in links
    assert client.get_raw("/contests/night/ballot").headers["Location"] == "/sign-in?next=/contests/night/ballot"


@pytest.mark.parametrize(("offset", "is_open"), [(-0.001, True), (0.0, False), (0.001, False)])
def test_voting_ends_at_the_very_instant_and_the_late_are_told_the_second(
    client: PageClient, contest: Contest, voter: Person, offset: float, *, is_open: bool
) -> None:
    closes_at = contest.window(WindowKind.VOTING).closes_at
    with time_machine.travel(closes_at - dt.timedelta(minutes=1), tick=False):
        sign_in(client, voter)
        page = client.page_of(check(client, ideas_of(contest, 0)[:1]), 200)
    with time_machine.travel(closes_at + dt.timedelta(seconds=offset), tick=False):
        answer = client.send(page, to="/contests/night/ballot")
    if is_open:
        assert db.session.scalars(select(Ballot.cast_at)).one() < closes_at
    else:
        refused = client.page_of(answer, 409)
        assert f"arrived at {closes_at.astimezone(JST):%a, %d %b %Y, %H:%M:%S} JST" in refused.text
        assert db.session.scalar(select(func.count(Ballot.id))) == 0


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.VOTING])
def test_nobody_votes_in_another_phase(client: PageClient, database: Flask, phase: Phase) -> None:
    make_idea(make_contest(phase=phase, slug="night"))
    sign_in(client, make_person())
    refused = client.get("/contests/night/ballot", status=403)
    assert "Voting is open from" in refused.text
    assert "/contests/night/ballot" not in [link.get("href") for link in client.get("/contests/night").root.iter("a")]


@pytest.mark.parametrize("many", [1, 3])
def test_ballot_page_asks_the_same_number_of_questions(client: PageClient, database: Flask, many: int) -> None:
    contest = make_contest(slug="night")
    for _ in range(many):
        make_idea(contest)
    sign_in(client, make_person())
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", count := lambda *args: asked.append(args[2]))
    client.get("/contests/night/ballot")
    event.remove(db.engine, "before_cursor_execute", count)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 5
