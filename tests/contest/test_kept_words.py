"""Nothing typed in a contest's forms is lost when the sign-in ends, or grows too old for something weighty."""

import datetime as dt
import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.enums import Role
from accounts.models import Person, SignIn
from contest.enums import IdeaState, Phase
from contest.models import Award, Ballot, Contest, Idea, Improvement, Moderation, PhaseWindow, Score
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.contest.voting import BALLOT, check, ideas_of
from tests.factories.accounts import PASSWORD, grant_role
from tests.factories.contest import make_award, make_contest, make_criterion, make_idea, make_person, sign_in

TEXT = "夜道が暗くて\r\n困っています。"
KEPT = "夜道が暗くて\n困っています。"


@pytest.fixture
def person(client: PageClient, database: Flask) -> Person:
    """Somebody with a password, signed in with the client."""
    person = make_person(password=PASSWORD)
    sign_in(client, person)
    return person


@pytest.fixture
def secretary(person: Person) -> Person:
    """The same person, in the secretariat."""
    grant_role(person, Role.SECRETARIAT)
    return person


def fill(page: Page, action: str, **typed: Any) -> dict[str, Any]:
    """The form as it is about to be sent."""
    return page.fields(page.form(action)) | typed


def come_through(client: PageClient, person: Person, address: str, fields: dict[str, Any]) -> Page:
    """Send a form whose sign-in has ended, and sign in on the page that answers."""
    db.session.execute(update(SignIn).values(ended_at=now()))
    db.session.commit()
    asked = client.page_of(client.post_raw(address, fields), 401)
    answer = client.send(asked, to="/sign-in", address=person.address, password=PASSWORD)
    return client.page_of(answer, 200)


def gone_on_with(client: PageClient, offered: Page, address: str, form: str | None = None) -> dict[str, Any]:
    """What stands in the form that is shown for going on."""
    shown = client.page_of(client.send(offered, to=address, only_show="1"), 200)
    assert "Please check what you entered" not in shown.text
    return shown.fields(shown.form(form or address))


def sent(client: PageClient, offered: Page, address: str) -> Page:
    """The page after sending what was offered as it is."""
    db.session.rollback()
    return client.follow(client.send(offered, to=address))


@pytest.mark.parametrize("act", ["draft", "submission"])
def test_idea_comes_through(client: PageClient, person: Person, act: str) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    idea = make_idea(contest, state=IdeaState.DRAFT, author=person)
    texts = dict.fromkeys(("problem", "proposal", "data_needed"), TEXT) | {"title": "明るい道"}
    address, form = f"/ideas/{idea.id}/{act}", f"/ideas/{idea.id}/submission"
    fields = fill(client.get(f"/ideas/{idea.id}/draft"), form, division=contest.divisions[1].id, **texts)
    offered = come_through(client, person, address, fields)
    again = gone_on_with(client, offered, address, form)
    assert {name: again[name] for name in (*texts, "division")} == {
        "title": ["明るい道"],
        **{key: [KEPT] for key in ("problem", "proposal", "data_needed")},
        "division": [str(contest.divisions[1].id)],
    }
    assert db.session.scalars(select(Idea.title)).one() != "明るい道"
    sent(client, offered, address)
    stored = db.session.scalars(select(Idea)).one()
    assert (stored.title, stored.problem, stored.state) == (
        "明るい道",
        KEPT,
        IdeaState.DRAFT if act == "draft" else IdeaState.SUBMITTED,
    )


def test_ballot_with_improvements_comes_through(client: PageClient, person: Person) -> None:
    contest = make_contest(slug="night")
    for division in contest.divisions:
        make_idea(contest, division=division)
    pick = ideas_of(contest, 0)[0]
    fields = fill(client.page_of(check(client, [pick]), 200), BALLOT, **{f"improvement-{pick}": TEXT})
    offered = come_through(client, person, BALLOT, fields)
    again = gone_on_with(client, offered, BALLOT)
    assert (again["picks"], again[f"improvement-{pick}"]) == ([str(pick)], [KEPT])
    assert db.session.scalars(select(Ballot)).all() == []
    sent(client, offered, BALLOT)
    assert db.session.execute(select(Improvement.idea_id, Improvement.body)).all() == [(pick, KEPT)]


def test_picks_come_through(client: PageClient, person: Person) -> None:
    contest = make_contest(slug="night")
    picks = [make_idea(contest).id, make_idea(contest).id]
    fields = fill(client.get(BALLOT), f"{BALLOT}/check", picks=[str(pick) for pick in picks])
    offered = come_through(client, person, f"{BALLOT}/check", fields)
    checked = client.page_of(client.send(offered, to=f"{BALLOT}/check"), 200)
    assert checked.fields(checked.form(BALLOT))["picks"] == [str(pick) for pick in picks]


def test_reason_of_the_secretariat_comes_through(client: PageClient, secretary: Person) -> None:
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), state=IdeaState.SUBMITTED, author=make_person())
    address = f"/ideas/{idea.id}/refusal"
    fields = fill(client.get(f"/ideas/{idea.id}/moderation"), address, reason=TEXT)
    offered = come_through(client, secretary, address, fields)
    assert gone_on_with(client, offered, address)["reason"] == [KEPT]
    assert db.session.scalars(select(Moderation)).all() == []
    sent(client, offered, address)
    assert db.session.scalars(select(Moderation.reason)).all() == [KEPT]


@pytest.mark.parametrize("hand_in", [True, False])
def test_scores_come_through(client: PageClient, person: Person, *, hand_in: bool) -> None:
    contest = make_contest(phase=Phase.JUDGING)
    criterion, idea = make_criterion(contest), make_idea(contest)
    grant_role(person, Role.JUDGE)
    address = f"/ideas/{idea.id}/score-sheet"
    typed = {f"points_{criterion.id}": "4", f"reason_{criterion.id}": TEXT} | ({"hand_in": "1"} if hand_in else {})
    offered = come_through(client, person, address, fill(client.get(address), address, **typed))
    again = gone_on_with(client, offered, address)
    assert (again[f"points_{criterion.id}"], again[f"reason_{criterion.id}"]) == (["4"], [KEPT])
    assert db.session.scalars(select(Score)).all() == []
    assert sent(client, offered, address).heading.startswith("Judge" if hand_in else "Score sheet")
    assert db.session.execute(select(Score.points, Score.reason)).all() == [(4, KEPT)]


def test_award_comes_through(client: PageClient, secretary: Person) -> None:
    contest = make_contest(phase=Phase.DECISION)
    award, idea = make_award(contest), make_idea(contest)
    address = f"/contests/{contest.slug}/awards/{award.id}"
    fields = fill(client.get(address), address, idea=str(idea.id), explanation=TEXT)
    offered = come_through(client, secretary, address, fields)
    again = gone_on_with(client, offered, address)
    assert (again["idea"], again["explanation"]) == ([str(idea.id)], [KEPT])
    sent(client, offered, address)
    assert db.session.execute(select(Award.idea_id, Award.explanation)).all() == [(idea.id, KEPT)]


def test_new_contest_comes_through(client: PageClient, secretary: Person) -> None:
    page = client.get("/contests/new")
    empty = fill(page, "/contests/")
    typed: dict[str, Any] = {name: TEXT for name, value in empty.items() if value == [""]} | {"slug": "night"}
    for number, name in enumerate(
        f"{kind}_{end}" for kind in ("submission", "voting", "judging") for end in ("opens", "closes")
    ):
        typed[name] = f"2027-0{number + 1}-01T10:00"
    offered = come_through(client, secretary, "/contests/", empty | typed)
    again = gone_on_with(client, offered, "/contests/")
    assert {name: again[name] for name in ("slug", "summary_ja", "judging_closes")} == {
        "slug": ["night"],
        "summary_ja": [KEPT],
        "judging_closes": ["2027-06-01T10:00"],
    }
    sent(client, offered, "/contests/")
    assert db.session.scalars(select(Contest.summary_ja)).all() == [KEPT]


def test_dates_come_through_a_proof_that_grew_too_old(client: PageClient, secretary: Person) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    address = f"/contests/{contest.slug}/schedule"
    fields = fill(client.get(address), address, judging_closes="2030-01-01T12:00", reason="大雨のため延期します")
    db.session.execute(update(SignIn).values(reauthenticated_at=now() - dt.timedelta(minutes=6)))
    db.session.commit()
    asked = client.page_of(client.post_raw(address, fields), 401)
    assert asked.heading == "Is it still you?"
    wrong = client.page_of(client.send(asked, to="/re-authentication", password="wrong"), 422)
    offered = client.page_of(client.send(wrong, to="/re-authentication", password=PASSWORD), 200)
    again = gone_on_with(client, offered, address)
    assert (again["judging_closes"], again["reason"]) == (["2030-01-01T12:00"], ["大雨のため延期します"])
    sent(client, offered, address)
    assert max(db.session.scalars(select(PhaseWindow.closes_at))) == dt.datetime(2030, 1, 1, 3, tzinfo=dt.UTC)


def test_file_is_asked_for_once_more(client: PageClient, secretary: Person) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    address = f"/contests/{contest.slug}/imports"
    token = fill(client.get(address), address)["csrf_token"]
    db.session.execute(update(SignIn).values(ended_at=now()))
    db.session.commit()
    upload = {"csrf_token": token[0], "file": (io.BytesIO(b"a,b"), "ideas.csv")}
    asked = client.page_of(client.post_raw(address, upload, multipart=True), 401)
    assert "The file could not be kept." in asked.text
    answer = client.send(asked, to="/sign-in", address=secretary.address, password=PASSWORD)
    offered = client.page_of(answer, 200)
    assert [button.get("name") for button in offered.form(address).iter("button")] == ["only_show"]
    shown = client.page_of(client.send(offered, to=address, only_show="1"), 200)
    assert [box.get("type") for box in shown.form(address).iter("input") if box.get("name") == "file"] == ["file"]
