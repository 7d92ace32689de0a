"""The secretariat changes a contest's texts; once people rely on them, with a reason that everybody reads."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role, contest_scope
from contest.enums import Phase
from contest.errors import AlreadyReleased, TextsFixed, TextsMovedOn
from contest.models import TEXTS, Contest, ContestChange
from contest.services.contests import ContestText, edit_contest
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload
from foundations.refusal import Refusal
from foundations.search.models import SearchChange
from tests.clients import PageClient
from tests.contest.test_setup import dates
from tests.factories.contest import actor_of, grant_role, make_contest, make_person, sign_in


@pytest.fixture
def contest(database: Flask) -> Contest:
    """A contest that was announced and takes votes."""
    return make_contest(slug="night")


@pytest.fixture
def clerk(client: PageClient, contest: Contest) -> PageClient:
    """The browser of the contest's secretariat."""
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(contest.id))
    sign_in(client, office)
    return client


def changed(contest: Contest, **texts: str) -> ContestText:
    """The texts of a contest with some changed."""
    return ContestText(**{name: getattr(contest, name) for name in ("slug", *TEXTS)} | texts)


def test_changed_text_is_seen_with_its_reason_and_the_words_before(clerk: PageClient) -> None:
    page = clerk.get("/contests/night/texts")
    shown = clerk.follow(clerk.send(page, rules_en="One idea each.\n\nNo more.", reason="Asked often"))

    assert "One idea each." in shown.text
    assert "Rules (English) Reason: Asked often" in shown.text
    history = PageClient(clerk.app).get("/contests/night/changes")
    assert [part.text for part in history.root.iter("del")] == ["rules (en)"]
    assert [part.text for part in history.root.iter("ins")] == ["One idea each.", "No more."]
    link = history.root.find(".//main//section//a")
    assert link is not None
    PageClient(clerk.app).get(str(link.get("href")))


def test_change_is_on_the_record_and_search_looks_again(clerk: PageClient, contest: Contest) -> None:
    contest_id = contest.id
    clerk.follow(clerk.send(clerk.get("/contests/night/texts"), theme_ja="夜を歩く", reason="言い回し"))

    payload = json.loads(db.session.scalars(select(LedgerPayload.text)).one())
    assert payload["kind"] == "contest.texts_changed"
    assert payload["payload"]["reason"] == "言い回し"
    assert list(payload["payload"]["texts"]) == ["theme_ja"]
    assert (
        db.session.scalars(select(ContestChange.entry_key)).all() == db.session.scalars(select(LedgerEntry.key)).all()
    )
    assert [(one.kind, one.key) for one in db.session.scalars(select(SearchChange))] == [("contest", str(contest_id))]


def test_text_left_out_and_missing_reason_are_errors_at_their_fields_and_nothing_is_lost(clerk: PageClient) -> None:
    refused = clerk.page_of(clerk.send(clerk.get("/contests/night/texts"), title_en="", rules_en="New", reason=""))

    fields = refused.fields(refused.form())
    wrong = [control.get("name") for control in refused.root.iter() if control.get("aria-invalid") == "true"]
    assert wrong == ["title_en", "reason"]
    assert fields["rules_en"] == ["New"]
    assert db.session.scalars(select(ContestChange)).all() == []


def test_sending_the_texts_as_they_are_records_nothing(clerk: PageClient) -> None:
    shown = clerk.follow(clerk.send(clerk.get("/contests/night/texts"), reason="…"))

    assert "Changes since the announcement" not in shown.text
    assert db.session.scalars(select(LedgerEntry)).all() == []


def test_second_of_two_who_edit_at_once_is_told_and_keeps_what_they_typed(clerk: PageClient) -> None:
    page = clerk.get("/contests/night/texts")
    clerk.follow(clerk.send(page, title_en="First", reason="…"))
    refused = clerk.page_of(clerk.send(page, title_en="Second", reason="…"), status=TextsMovedOn.status)

    assert "Somebody else has changed these texts" in refused.text
    assert refused.fields(refused.form())["title_en"] == ["Second"]
    assert db.session.scalars(select(Contest.title_en)).all() == ["First"]


def test_address_changes_until_the_announcement_without_a_reason_and_never_after(clerk: PageClient) -> None:
    hidden = make_contest(phase=Phase.ANNOUNCED, is_announced=False, slug="draft")
    office = make_person()
    grant_role(office, Role.SECRETARIAT, contest_scope(hidden.id))
    other = PageClient(clerk.app)
    sign_in(other, office)
    other.follow(other.send(other.get("/contests/draft/texts"), slug="morning"))
    taken = other.page_of(other.send(other.get("/contests/morning/texts"), slug="night"), status=422)

    assert "Another contest already uses this address" in taken.text
    assert db.session.scalars(select(LedgerEntry)).all() == []
    page = clerk.get("/contests/night/texts")
    clerk.follow(clerk.send(page, slug="day", title_en="Day", reason="…"))
    assert clerk.get("/contests/night").heading == "Day"


def test_moved_dates_stand_among_the_changes(clerk: PageClient) -> None:
    page = clerk.get("/contests/night/schedule")
    clerk.follow(clerk.send(page, reason="台風のため", **dates(now(), -20, -10, -5, 5, 6, 9)))
    history = PageClient(clerk.app).get("/contests/night/changes")

    assert "Reason: 台風のため" in history.text
    assert "Voting: until" in history.text


@pytest.mark.parametrize(("phase", "refusal"), [(Phase.DECISION, TextsFixed), (Phase.RELEASED, AlreadyReleased)])
def test_no_text_changes_once_somebody_may_know_the_counts(
    clerk: PageClient, phase: Phase, refusal: type[Refusal]
) -> None:
    closed, office = make_contest(phase=phase), actor_of(make_person())
    text, seen = changed(closed, rules_en="The mayor decides."), closed.texts_digest

    with pytest.raises(refusal):
        edit_contest(contest=closed, text=text, seen=seen, reason="…", by=office)
    db.session.rollback()
    clerk.get(f"/contests/{closed.slug}/texts", status=403)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_contest_that_was_not_changed_says_so(database: Flask, contest: Contest, language: str) -> None:
    words = {"ja": "変更はありません", "en": "Nothing has been changed"}

    assert words[language] in PageClient(database, language).get("/contests/night/changes").text
