"""The loaded demonstration city: as many as promised, and as true as a real one."""

import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.models import Person, RoleGrant
from contest.enums import IdeaState, Phase, WindowKind
from contest.models import (
    Award,
    Ballot,
    Comment,
    Contest,
    Idea,
    IdeaResult,
    Improvement,
    Score,
    ScoreSheet,
    Support,
)
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from foundations.ledger.verification import verify_ledger
from foundations.mail.models import OutgoingMail
from tests.clients import PageClient
from tests.factories.demonstration import be
from tests.front_door.conftest import LoadedCity
from tests.front_door.demonstration_files import FINISHED, OPEN, PANEL, PEOPLE, VOTING


@pytest.fixture
def stored(city: LoadedCity) -> Iterator[Flask]:
    """An application context to read the city in."""
    with city.app.app_context():
        yield city.app
        db.session.rollback()


def count(*conditions: object, of: type) -> int:
    return db.session.scalar(select(func.count()).select_from(of).where(*conditions)) or 0  # type: ignore[arg-type]


def contest_of(slug: str) -> Contest:
    return db.session.scalars(select(Contest).where(Contest.slug == slug)).one()


def idea_titled(title: str) -> Idea:
    return db.session.scalars(select(Idea).where(Idea.title == title)).one()


@pytest.mark.usefixtures("stored")
def test_city_says_what_it_holds(city: LoadedCity) -> None:
    assert city.said.splitlines()[-1] == "300 people, 3 contests, 3 workshops and 66 ideas are there."
    assert (count(of=Person), count(of=Contest), count(of=Idea)) == (300, 3, 66)


def test_city_loads_in_ten_seconds(city: LoadedCity) -> None:
    assert city.seconds < 10


@pytest.mark.usefixtures("stored")
def test_city_has_sixteen_people_to_be_and_nobody_has_a_password() -> None:
    assert count(Person.persona.is_not(None), of=Person) == 16
    assert count(Person.password_hash.is_not(None), of=Person) == 0


@pytest.mark.usefixtures("stored")
def test_city_contests_stand_in_three_phases() -> None:
    phases = {slug: contest_of(slug).phases_at(now()) for slug in (FINISHED, VOTING, OPEN)}

    assert phases == {FINISHED: {Phase.RELEASED}, VOTING: {Phase.VOTING, Phase.JUDGING}, OPEN: {Phase.SUBMISSION}}


@pytest.mark.usefixtures("stored")
def test_city_ideas_stand_in_every_state() -> None:
    by_state = dict(db.session.execute(select(Idea.state, func.count()).group_by(Idea.state)).all())

    assert by_state == {
        IdeaState.PUBLISHED: 59,
        IdeaState.DRAFT: 3,
        IdeaState.SUBMITTED: 2,
        IdeaState.REFUSED: 1,
        IdeaState.WITHDRAWN: 1,
    }


@pytest.mark.usefixtures("stored")
def test_city_counts_what_is_stored() -> None:
    supports = dict(db.session.execute(select(Support.idea_id, func.count()).group_by(Support.idea_id)).all())
    comments = dict(db.session.execute(select(Comment.idea_id, func.count()).group_by(Comment.idea_id)).all())
    ideas = db.session.scalars(select(Idea)).all()

    assert {idea.id: idea.support_count for idea in ideas} == {idea.id: supports.get(idea.id, 0) for idea in ideas}
    assert {idea.id: idea.comment_count for idea in ideas} == {idea.id: comments.get(idea.id, 0) for idea in ideas}
    assert (sum(supports.values()), sum(comments.values())) == (2470, 173)


@pytest.mark.usefixtures("stored")
def test_city_supports_come_after_publication_and_before_the_vote() -> None:
    first = (
        select(Idea.published_at, func.min(Support.given_at), func.max(Support.given_at), Idea.contest_id)
        .join(Support, Support.idea_id == Idea.id)
        .group_by(Idea.id)
    )
    opens = {contest.id: contest.window(WindowKind.VOTING).opens_at for contest in db.session.scalars(select(Contest))}

    for published, earliest, latest, contest_id in db.session.execute(first):
        assert published is not None
        assert published < earliest <= latest < min(opens[contest_id], now())


@pytest.mark.usefixtures("stored")
def test_city_ballots_are_there_and_no_visitor_has_voted_in_the_open_vote() -> None:
    finished, voting = contest_of(FINISHED), contest_of(VOTING)
    of_personas = (
        select(func.count())
        .select_from(Ballot)
        .join(Person, Ballot.voter_id == Person.id)
        .where(Ballot.contest_id == voting.id, Person.persona.is_not(None))
    )

    assert count(Ballot.contest_id == finished.id, of=Ballot) == 250
    assert count(Ballot.contest_id == voting.id, of=Ballot) == 96
    assert db.session.scalar(of_personas) == 0
    assert count(Improvement.hidden_at.is_(None), of=Improvement) == 18


@pytest.mark.usefixtures("stored")
def test_city_ballots_were_cast_while_the_vote_was_open_by_people_without_office() -> None:
    officers = set(
        db.session.scalars(select(RoleGrant.person_id).where(RoleGrant.role.in_(["judge", "secretariat", "auditor"])))
    )
    for contest in (contest_of(FINISHED), contest_of(VOTING)):
        window = contest.window(WindowKind.VOTING)
        ballots = db.session.scalars(select(Ballot).where(Ballot.contest_id == contest.id)).all()
        assert all(window.opens_at <= ballot.cast_at < min(window.closes_at, now()) for ballot in ballots)
        assert officers.isdisjoint(ballot.voter_id for ballot in ballots)


@pytest.mark.usefixtures("stored")
def test_city_panel_handed_in_every_sheet() -> None:
    assert count(ScoreSheet.handed_in_at.is_not(None), of=ScoreSheet) == len(PANEL["sheets"]) == 59
    assert count(of=Score) == 4 * 59


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("title", "vote_rank", "panel_rank", "award"),
    [
        ("一本ずらしたら、駅前の商店街で使える券がもらえる", None, 1, "最優秀賞"),
        ("荷さばきの場所を15分単位で予約する", None, 2, "優秀賞"),
        ("「次の次のほうが空いています」とホームに出してほしい", 1, None, "市民投票賞"),
        ("エレベーターが止まっていることを、家を出る前に教えてほしい", 1, 1, "最優秀賞"),
        ("避難の足を、晴れている日に決めておく", None, 2, "優秀賞"),
        ("車内と駅の放送を、その場で文字に", 2, None, "市民投票賞"),
    ],
)
def test_city_awards_say_what_was_counted(
    title: str, vote_rank: int | None, panel_rank: int | None, award: str
) -> None:
    idea = idea_titled(title)
    result = db.session.get_one(IdeaResult, idea.id)
    given = db.session.scalars(select(Award).where(Award.idea_id == idea.id)).one()

    assert given.name_ja == award
    assert vote_rank in {None, result.vote_rank}
    assert panel_rank in {None, result.panel_rank}


@pytest.mark.usefixtures("stored")
def test_city_ledger_is_sound_and_tells_everything_in_the_order_of_time() -> None:
    entries = db.session.execute(select(LedgerPayload.kind, LedgerPayload.text).order_by(LedgerPayload.leaf_index))
    moments = [text.split('"at":"')[1].split('"')[0] for _kind, text in entries]

    assert verify_ledger(verifier_key=None).is_sound
    assert moments == sorted(moments)
    assert dt.datetime.fromisoformat(moments[-1]) < now()
    assert count(LedgerPayload.kind == "contest.ballot_cast", of=LedgerPayload) == 346


@pytest.mark.usefixtures("stored")
def test_city_mails_tell_nothing_of_the_open_vote() -> None:
    of_ballots = select(OutgoingMail.recipient, OutgoingMail.queued_at).where(
        OutgoingMail.unique_key.like("ballot-cast:%")
    )
    mails = db.session.execute(of_ballots).all()
    personas = set(db.session.scalars(select(Person.address).where(Person.persona.is_not(None))))

    assert {recipient for recipient, _ in mails} <= personas
    assert mails != []
    assert max(queued_at for _, queued_at in mails) < contest_of(VOTING).window(WindowKind.VOTING).opens_at


@pytest.mark.usefixtures("stored")
def test_city_has_drafts_that_wait_for_their_authors() -> None:
    drafts = select(Person.persona, Idea.title).join(Idea.author).where(Idea.state == IdeaState.DRAFT)

    assert {row.persona: row.title for row in db.session.execute(drafts) if row.persona} == {
        "citizen": "遅延証明書を、もらいに並ばなくていいように",
        "guardian": "保育園の持ち物、あしたの分だけ教えて",
    }


def test_city_is_loaded_once(city: LoadedCity) -> None:
    again = city.app.test_cli_runner().invoke(args=["demo", "load"])

    assert (again.exit_code, again.output) == (
        0,
        "There are people here already, so the demonstration city was not loaded.\n",
    )


def test_city_is_refused_outside_demonstration_mode(city: LoadedCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(city.app.config, "DEMONSTRATION_MODE", value=False)

    refused = city.app.test_cli_runner().invoke(args=["demo", "load"])

    assert refused.exit_code == 1
    assert "Nothing was loaded." in refused.output


@pytest.mark.parametrize("persona", list(PEOPLE["personas"]))
def test_persona_signs_in_and_finds_something_to_do(city: LoadedCity, persona: str) -> None:
    client = PageClient(city.app, "ja")

    page = client.get(be(client, persona))

    corner = page.root.find(".//header")
    assert corner is not None
    assert PEOPLE["personas"][persona]["display_name"] in "".join(corner.itertext())
