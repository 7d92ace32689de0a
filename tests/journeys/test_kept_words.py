"""A sign-in that ends while somebody writes, on a phone with script or without: nothing typed is lost."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select, update

from accounts.enums import Role
from accounts.models import Person, SignIn
from contest.enums import IdeaState, Phase
from contest.models import Comment, Idea, Improvement, Moderation, PhaseWindow
from foundations.database.clock import now
from foundations.database.session import db
from tests.browsers import served
from tests.factories.accounts import PASSWORD, grant_role, make_person
from tests.factories.contest import make_contest, make_idea
from tests.journeys.inspection import faults_of
from tests.journeys.phones import Phone
from tests.journeys.words import Words

pytestmark = pytest.mark.browser

TEXT = "駅前の自転車置き場は、夜は暗くて心配です。\n照明の点検の記録を公開してください。"
ASKED, OFFERED = "Please sign in again", "Your entries are still here"


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody with a phone, and how they sign in."""

    phone: Phone
    person: Person

    def begin(self, path: str) -> None:
        """Sign in, and go to ``path``."""
        self.phone.open("/sign-in")
        self.prove_by("Sign in")
        self.phone.open(path)

    def prove_by(self, button: str) -> None:
        """Fill in what the page asks for."""
        address = self.phone.main.get_by_label(self.phone.say("Mail address"))
        if address.count():
            address.fill(self.person.address)
        self.phone.main.get_by_label(self.phone.say("Password")).fill(PASSWORD)
        self.phone.press(button)

    def send_too_late(self, button: str, **ended: dt.datetime) -> None:
        """Press a button when the sign-in is over."""
        db.session.execute(update(SignIn).values(**(ended or {"ended_at": now()})))
        db.session.commit()
        with self.phone.faults.expected():  # a browser writes a 401 on its console
            self.phone.press(button)
            self.look()

    def come_back(self, button: str = "Sign in") -> None:
        """Prove oneself on the page that answered; the words are there."""
        self.prove_by(button)
        self.phone.is_headed(OFFERED)
        self.look()

    def look(self) -> None:
        """Let axe look at the page; it is a script itself."""
        if self.phone.has_script:
            assert faults_of(self.phone.page) == []


@pytest.fixture(params=[("ja", False), ("en", True)], ids=["no-script", "script"])
def writer(request: pytest.FixtureRequest, browser: Browser, database: Flask) -> Iterator[Writer]:
    """A person's phone; at the end it may have seen no fault."""
    language, has_script = request.param
    person = make_person(password=PASSWORD, language=language)
    with served(database) as address:
        phone = Phone(browser, address, Words(language), has_script=has_script)
        yield Writer(phone, person)
        phone.context.close()
    assert phone.faults.noted == []


def test_idea_is_gone_on_with_and_handed_in(writer: Writer) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    idea = make_idea(contest, state=IdeaState.DRAFT, author=writer.person)
    phone = writer.phone
    writer.begin(f"/ideas/{idea.id}/draft")
    phone.write("Your proposal", TEXT)
    writer.send_too_late("Submit the idea")
    phone.is_headed(ASKED)
    writer.come_back()
    phone.press("Go on writing")
    phone.is_headed("Write an idea")
    phone.reads("Not sent yet")
    expect(phone.page.get_by_label(phone.say("Your proposal"))).to_have_value(TEXT)
    phone.write("Title", "夜の駅前を明るく")
    phone.press("Submit the idea")
    phone.reads("Thank you. Your idea has been received and will appear after a check.")
    db.session.rollback()
    assert db.session.execute(select(Idea.title, Idea.proposal, Idea.state)).all() == [
        ("夜の駅前を明るく", TEXT, IdeaState.SUBMITTED)
    ]


def test_comment_is_sent_as_it_is(writer: Writer) -> None:
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    writer.begin(f"/ideas/{idea.id}")
    writer.phone.main.get_by_role("textbox").fill(TEXT)
    writer.send_too_late("Post the comment")
    writer.come_back()
    writer.phone.press("Send it as it is")
    writer.phone.shows("照明の点検の記録を公開してください。")
    db.session.rollback()
    assert db.session.scalars(select(Comment.body)).all() == [TEXT]


def test_ballot_with_an_improvement_is_cast(writer: Writer) -> None:
    contest = make_contest()
    idea = make_idea(contest, title="明るい駅前")
    phone = writer.phone
    writer.begin(f"/contests/{contest.slug}/ballot")
    phone.page.get_by_role("checkbox").first.check()
    phone.press("Check my ballot")
    phone.page.locator("summary").first.click()
    phone.page.locator("textarea").first.fill(TEXT)
    writer.send_too_late("Cast the ballot")
    writer.come_back()
    phone.press("Send it as it is")
    phone.reads("What this receipt shows")
    db.session.rollback()
    assert db.session.execute(select(Improvement.idea_id, Improvement.body)).all() == [(idea.id, TEXT)]


def test_reason_of_the_secretariat_is_kept(writer: Writer) -> None:
    grant_role(writer.person, Role.SECRETARIAT)
    contest = make_contest(phase=Phase.SUBMISSION)
    idea = make_idea(contest, state=IdeaState.SUBMITTED, author=make_person())
    writer.begin(f"/ideas/{idea.id}/moderation")
    writer.phone.write("Reason", TEXT)
    writer.send_too_late("Do not publish this idea")
    writer.come_back()
    writer.phone.press("Send it as it is")
    db.session.rollback()
    assert db.session.scalars(select(Moderation.reason)).all() == [TEXT]


def test_dates_are_moved_after_another_proof(writer: Writer) -> None:
    grant_role(writer.person, Role.SECRETARIAT)
    contest = make_contest(phase=Phase.SUBMISSION)
    phone = writer.phone
    writer.begin(f"/contests/{contest.slug}/schedule")
    phone.write("Judging: until", "2030-01-01T12:00")
    phone.write("Reason for the change", "大雨のため延期します")
    writer.send_too_late("Change the dates", reauthenticated_at=now() - dt.timedelta(minutes=6))
    phone.is_headed("Is it still you?")
    writer.come_back("It is me")
    phone.press("Go on writing")
    expect(phone.page.get_by_label(phone.say("Reason for the change"))).to_have_value("大雨のため延期します")
    phone.press("Change the dates")
    phone.reads("The dates have been changed. The change is on the record.")
    db.session.rollback()
    assert max(db.session.scalars(select(PhaseWindow.closes_at))) == dt.datetime(2030, 1, 1, 3, tzinfo=dt.UTC)
