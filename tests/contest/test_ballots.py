"""The public vote by web page: choosing, checking, casting once, the receipt."""

import json
import threading

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select

from accounts.models import Person
from contest.enums import IdeaState
from contest.methods.ballots import picks_digest
from contest.models import Ballot, Contest, Idea, Improvement, Pick
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload
from foundations.mail.models import OutgoingMail
from tests.clients import PageClient
from tests.contest.voting import BALLOT, ballots_cast, cast, check, ideas_of, ticked
from tests.factories.accounts import make_person, sign_in
from tests.factories.contest import make_contest, make_idea


def test_ballot_goes_from_choosing_to_the_receipt(client: PageClient, night: Contest, voter: Person) -> None:
    first, second = ideas_of(night, 0), ideas_of(night, 1)
    page = client.page_of(check(client, [first[0], first[2], second[1]]), 200)
    assert ballots_cast() == 0
    improvements = {f"improvement-{first[2]}": "夜も使えるとよいです。"}
    receipt = client.follow(client.send(page, to=BALLOT, **improvements))
    ballot = db.session.scalars(select(Ballot)).one()
    assert (ballot.contest_id, ballot.voter_id, ballot.sequence) == (night.id, voter.id, 1)
    assert ballot.receipt_code in receipt.text
    rows = db.session.execute(select(Pick.division_id, Pick.slot, Pick.idea_id)).all()
    one, two = night.divisions
    assert sorted(map(tuple, rows)) == [
        (one.id, 1, first[0]),
        (one.id, 2, first[2]),
        (two.id, 1, second[1]),
    ]
    written = db.session.execute(select(Improvement.idea_id, Improvement.body)).all()
    assert list(map(tuple, written)) == [(first[2], "夜も使えるとよいです。")]


def test_ballot_is_one_entry_of_the_ledger_that_names_neither_voter_nor_idea(
    client: PageClient, night: Contest, voter: Person
) -> None:
    cast(client, ideas_of(night, 0)[:2])
    entry, payload = db.session.execute(
        select(LedgerEntry, LedgerPayload).join(LedgerPayload, LedgerEntry.leaf_index == LedgerPayload.leaf_index)
    ).one()
    ballot = db.session.scalars(select(Ballot)).one()
    recorded = json.loads(payload.text)
    assert (entry.key, recorded["kind"], recorded["subject"]) == (ballot.receipt_code, "contest.ballot_cast", None)
    assert recorded["payload"] == {
        "contest": night.id,
        "sequence": 1,
        "picks": picks_digest(ballot.picks_salt, [(night.divisions[0].id, idea) for idea in ideas_of(night, 0)[:2]]),
    }


def test_receipt_leads_to_its_entry_in_the_record(client: PageClient, night: Contest, voter: Person) -> None:
    receipt = client.follow(cast(client, ideas_of(night, 0)[:1]))
    code = db.session.scalars(select(Ballot.receipt_code)).one()
    assert f"/ledger/entries/{code}" in [link.get("href") for link in receipt.root.iter("a")]
    entry = PageClient(client.app).get(f"/ledger/entries/{code}")
    assert voter.name not in entry.html


def test_mail_says_that_a_ballot_was_cast_and_not_what(client: PageClient, night: Contest, voter: Person) -> None:
    receipt = cast(client, ideas_of(night, 0)[:2]).headers["Location"]
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert (mail.recipient, mail.subject) == (voter.address, "Your ballot was taken in")
    assert f"http://localhost{receipt}" in mail.body
    titles = db.session.scalars(select(Idea.title)).all()
    assert [title for title in titles if f"{title}\n" in mail.body or f"{title} " in mail.body] == []


def test_ballot_page_shows_published_ideas_only_and_in_the_order_of_the_day(
    client: PageClient, night: Contest, voter: Person
) -> None:
    hidden = [make_idea(night, state=state, title=f"hidden {state}") for state in IdeaState if state != "published"]
    with time_machine.travel(now(), tick=False):
        page = client.get(BALLOT)
        again = client.get(BALLOT)
    assert not [idea.title for idea in hidden if idea.title in page.text]
    shown = [box.get("value") for box in page.root.iter("input") if box.get("type") == "checkbox"]
    assert len(shown) == 8
    assert shown == [box.get("value") for box in again.root.iter("input") if box.get("type") == "checkbox"]


def test_changing_the_picks_keeps_what_was_typed(client: PageClient, night: Contest, voter: Person) -> None:
    first, second = ideas_of(night, 0)[:2]
    page = client.page_of(check(client, [first, second]), 200)
    form = page.form(BALLOT)
    typed = page.fields(form) | {f"improvement-{first}": "もっと明るく", "change": "1"}
    choosing = client.page_of(client.post_raw("/contests/night/ballot/check", typed), 200)
    assert ticked(choosing) == {first, second}
    back = client.page_of(client.send(choosing, to="/contests/night/ballot/check"), 200)
    assert "もっと明るく" in back.text


def test_same_form_sent_again_gets_the_same_receipt(client: PageClient, night: Contest, voter: Person) -> None:
    page = client.page_of(check(client, ideas_of(night, 0)[:1]), 200)
    answers = [client.send(page, to=BALLOT) for _ in range(10)]
    assert {(answer.status_code, answer.headers["Location"], answer.data) for answer in answers} == {
        (303, answers[0].headers["Location"], answers[0].data)
    }
    assert ballots_cast() == 1


def test_twelve_identical_posts_at_once_count_once(client: PageClient, night: Contest, voter: Person) -> None:
    page = client.page_of(check(client, ideas_of(night, 0)[:1]), 200)
    form = page.form(BALLOT)
    fields, cookie = page.fields(form), client.browser.get_cookie("yoriai")
    assert cookie is not None
    together, answers = threading.Barrier(12), []

    def post() -> None:
        browser = client.app.test_client()
        browser.set_cookie("yoriai", cookie.value)
        together.wait()
        answers.append(browser.post(BALLOT, data=fields))

    threads = [threading.Thread(target=post) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [303] * 12
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert ballots_cast() == 1


def test_pages_lead_to_the_receipt_after_voting(client: PageClient, night: Contest, voter: Person) -> None:
    before = client.get("/contests/night")
    assert BALLOT in [link.get("href") for link in before.root.iter("a")]
    receipt = cast(client, ideas_of(night, 0)[:1]).headers["Location"]
    after = [link.get("href") for link in client.get("/contests/night").root.iter("a")]
    assert (receipt in after, BALLOT in after) == (True, False)
    assert client.get_raw(BALLOT).headers["Location"] == receipt


@pytest.mark.parametrize("many", [1, 3])
def test_ballot_page_asks_the_same_number_of_questions(client: PageClient, database: Flask, many: int) -> None:
    contest = make_contest(slug="night")
    for _ in range(many):
        make_idea(contest)
    sign_in(client, make_person())
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", count := lambda *args: asked.append(args[2]))
    client.get(BALLOT)
    event.remove(db.engine, "before_cursor_execute", count)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 5
