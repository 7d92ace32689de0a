"""One's own page: what waits first, then what one has done; and nobody else's."""

import datetime as dt

import pytest
from flask import Flask

from accounts.enums import EVERYWHERE, Role, contest_scope
from contest.enums import ConflictKind, IdeaState, InvitationState, Phase
from contest.methods.imports import open_file
from contest.models import Conflict, ScoreSheet
from contest.services.imports import upload_file
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.factories.ballots import make_ballot
from tests.factories.contest import grant_role, make_contest, make_idea, make_invitation, make_person, sign_in
from tests.front_door.test_home import Counting

MOST_QUERIES = 12  # four of them ask what waits in the council


def tasks(page: Page) -> list[tuple[str, str]]:
    """What waits, in its order: words and address."""
    found = page.root.findall(".//main//ul[@class='tasks']/li//a")
    return [(str(link.text), str(link.get("href"))) for link in found]


def test_my_page_asks_a_visitor_to_sign_in(client: PageClient) -> None:
    answer = client.get_raw("/my")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/my")


@pytest.mark.usefixtures("database")
def test_my_page_says_so_when_nothing_waits(client: PageClient) -> None:
    sign_in(client, make_person(name="Yuka"))

    page = client.get("/my")

    assert "Nothing waits for you" in page.text
    assert "Welcome, Yuka." in page.text


@pytest.mark.usefixtures("database")
def test_my_page_shows_what_a_citizen_can_finish_by_its_due_time(client: PageClient) -> None:
    person = make_person()
    calling = make_contest(phase=Phase.SUBMISSION)
    voting = make_contest(phase=Phase.VOTING, at=now() - dt.timedelta(days=4))
    draft = make_idea(calling, state=IdeaState.DRAFT, author=person, title="Half written")
    make_idea(make_contest(phase=Phase.DECISION), state=IdeaState.DRAFT, author=person, title="Too late")
    sign_in(client, person)

    assert tasks(client.get("/my")) == [
        ("Cast your ballot", f"/contests/{voting.slug}/ballot"),
        ("Finish your draft: Half written", f"/ideas/{draft.id}/draft"),
    ]


@pytest.mark.usefixtures("database")
def test_my_page_shows_no_ballot_to_cast_after_voting_but_its_receipt(client: PageClient) -> None:
    person, voting = make_person(), make_contest(phase=Phase.VOTING)
    ballot = make_ballot(voting, [make_idea(voting)], voter=person)
    make_ballot(voting, [make_idea(voting)])
    sign_in(client, person)

    page = client.get("/my")

    assert tasks(page) == []
    receipts = [link.get("href") for link in page.root.iter("a") if "/ballots/" in str(link.get("href"))]
    assert receipts == [f"/ballots/{ballot.receipt_code}"]


@pytest.mark.usefixtures("database")
def test_my_page_counts_what_a_judge_has_still_to_score(client: PageClient) -> None:
    judge, contest = make_person(), make_contest(phase=Phase.JUDGING)
    grant_role(judge, Role.JUDGE, contest_scope(contest.id))
    begun, done, barred, _untouched = (make_idea(contest) for _ in range(4))
    make_idea(contest, author=judge)
    db.session.add_all(
        [
            ScoreSheet(judge_id=judge.id, idea_id=begun.id, saved_at=now()),
            ScoreSheet(judge_id=judge.id, idea_id=done.id, saved_at=now(), handed_in_at=now()),
            Conflict(judge_id=judge.id, idea_id=barred.id, kind=ConflictKind.FAMILY, declared_at=now()),
        ]
    )
    db.session.commit()
    sign_in(client, judge)

    assert tasks(client.get("/my")) == [("Score 2 ideas", f"/contests/{contest.slug}/judging")]


@pytest.mark.usefixtures("database")
def test_my_page_counts_what_the_secretariat_has_to_check_and_decide(client: PageClient) -> None:
    office, calling = make_person(), make_contest(phase=Phase.SUBMISSION)
    closed, deciding = make_contest(phase=Phase.CLOSED), make_contest(phase=Phase.DECISION)
    grant_role(office, Role.SECRETARIAT)
    make_idea(calling, state=IdeaState.SUBMITTED)
    sign_in(client, office)

    assert sorted(tasks(client.get("/my"))) == [
        ("Check 1 submitted idea", f"/contests/{calling.slug}/desk"),
        ("Decide the awards and publish the results", f"/contests/{deciding.slug}/awards"),
        ("Open the counts of the vote and the judging", f"/contests/{closed.slug}/count"),
    ]


@pytest.mark.usefixtures("database")
def test_my_page_shows_all_that_waits_for_the_secretariat_and_its_desks(client: PageClient) -> None:
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    preparing = make_contest(phase=Phase.ANNOUNCED, is_announced=False)
    calling = make_contest(phase=Phase.SUBMISSION, at=now() + dt.timedelta(days=-4, hours=-1))
    judged = make_contest(phase=Phase.JUDGING)
    closed = make_contest(phase=Phase.CLOSED)
    make_contest(phase=Phase.RELEASED)
    file = open_file("提案\nあ\n".encode())
    upload_file(contest=calling, file_name="a.csv", file=file, by_id=None, at=now())
    ideas = [make_idea(judged) for _ in range(2)]
    for scope in (contest_scope(judged.id), EVERYWHERE):
        grant_role(make_person(), Role.JUDGE, scope)
    author = make_person()
    grant_role(author, Role.JUDGE, contest_scope(judged.id))
    make_idea(judged, author=author)
    db.session.add(ScoreSheet(judge_id=author.id, idea_id=ideas[0].id, saved_at=now(), handed_in_at=now()))
    db.session.commit()
    sign_in(client, office)

    page = client.get("/my")

    assert sorted(tasks(page)) == sorted(
        [
            ("Call for ideas closes soon", f"/contests/{calling.slug}/desk"),
            ("Finish the import of 1 file", f"/contests/{calling.slug}/imports"),
            ("7 score sheets are missing", f"/contests/{judged.slug}/judges"),
            ("Open the counts of the vote and the judging", f"/contests/{closed.slug}/count"),
            ("Finish the set-up and announce the contest", f"/contests/{preparing.slug}/set-up"),
        ]
    )
    desks = {str(link.get("href")) for link in page.root.findall(".//aside//a") if "/desk" in str(link.get("href"))}
    assert desks == {f"/contests/{one.slug}/desk" for one in (preparing, calling, judged, closed)}


@pytest.mark.usefixtures("database")
def test_desk_shows_what_waits_in_its_contest_and_leads_there(client: PageClient) -> None:
    office, contest = make_person(), make_contest(phase=Phase.JUDGING)
    grant_role(office, Role.SECRETARIAT)
    grant_role(make_person(), Role.JUDGE, contest_scope(contest.id))
    make_idea(contest)
    make_idea(contest, state=IdeaState.SUBMITTED)
    make_idea(make_contest(phase=Phase.SUBMISSION), state=IdeaState.SUBMITTED)
    sign_in(client, office)

    page = client.get(f"/contests/{contest.slug}/desk")

    assert tasks(page) == [("1 score sheet is missing", f"/contests/{contest.slug}/judges")]
    assert "1 idea waits for a decision" in page.text


@pytest.mark.usefixtures("database")
def test_my_page_shows_an_invitation_to_judge_until_it_is_answered(client: PageClient) -> None:
    person, contest = make_person(), make_contest(phase=Phase.JUDGING)
    invitation = make_invitation(contest, person)
    make_invitation(contest, make_person())
    sign_in(client, person)

    assert tasks(client.get("/my")) == [("Answer whether you will judge", f"/judge-invitations/{invitation.id}")]
    invitation.state = InvitationState.DECLINED
    db.session.commit()
    assert tasks(client.get("/my")) == []


@pytest.mark.usefixtures("database")
def test_my_page_shows_ones_own_ideas_only(client: PageClient) -> None:
    person, contest = make_person(), make_contest(phase=Phase.VOTING)
    make_idea(contest, author=person, title="Mine", state=IdeaState.REFUSED)
    make_idea(contest, author=make_person(), title="Somebody else's")
    sign_in(client, person)

    text = client.get("/my").text

    assert "Mine Not published" in text
    assert "Somebody else's" not in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_my_page_asks_as_much_of_the_database_whatever_there_is(database: Flask, language: str) -> None:
    client, person, counted = PageClient(database, language), make_person(language=language), []
    grant_role(person, Role.SECRETARIAT)
    sign_in(client, person)
    for more in (1, 2):
        for _ in range(more):
            contest = make_contest(phase=Phase.SUBMISSION)
            judged = make_contest(phase=Phase.JUDGING)
            grant_role(person, Role.JUDGE, contest_scope(judged.id))
            make_idea(judged)
            make_idea(contest, author=person, state=IdeaState.DRAFT)
            make_idea(contest, author=person, state=IdeaState.SUBMITTED)
            make_ballot(make_contest(phase=Phase.VOTING), [], voter=person)
        with Counting() as counting:
            client.get("/my")
        counted.append(counting.number)

    assert counted[0] == counted[1] <= MOST_QUERIES
