"""Home: what the city asks now, what became of earlier ideas, and nothing of a running vote."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import event

from accounts.enums import Role
from contest.enums import IdeaState, Phase
from contest.models import Contest
from contest.queries.overview import city_numbers
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import PageClient
from tests.factories.ballots import make_ballot
from tests.factories.contest import grant_role, make_award, make_contest, make_idea, make_person, sign_in

MOST_QUERIES = 6


class Counting:
    """Counts the statements that a block sends."""

    def __init__(self) -> None:
        self.number = 0

    def __enter__(self) -> "Counting":
        event.listen(db.engine, "before_cursor_execute", self._count)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._count)

    def _count(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.number += not statement.startswith(("PRAGMA", "BEGIN", "SET"))


def give_award(contest: Contest, title: str) -> None:
    award, idea = make_award(contest), make_idea(contest, title=title)
    award.decided_at, award.explanation, award.idea_id = now(), "Everybody gains.", idea.id
    db.session.commit()


@pytest.mark.usefixtures("database")
def test_home_says_so_when_nothing_is_asked(client: PageClient) -> None:
    page = client.get("/")

    assert "No call is open just now" in page.text
    assert [heading.text for heading in page.root.iter("h2")] == ["What the city asks now", "How it works", "So far"]


@pytest.mark.usefixtures("database")
def test_home_shows_open_calls_the_vote_first(client: PageClient) -> None:
    ideas, vote = make_contest(phase=Phase.SUBMISSION), make_contest(phase=Phase.VOTING)
    for closed in (Phase.ANNOUNCED, Phase.INTERVAL, Phase.DECISION, Phase.RELEASED):
        make_contest(phase=closed)
    make_contest(phase=Phase.SUBMISSION, is_announced=False)

    page = client.get("/")

    calls = page.root.findall(".//article[@class]")
    links = [call.find(".//h3/a").get("href") for call in calls if "call" in call.get("class", "").split()]  # type: ignore[union-attr]
    assert links == [f"/contests/{vote.slug}", f"/contests/{ideas.slug}"]
    buttons = [link.get("href") for link in page.root.iter("a") if "button-primary" in link.get("class", "")]
    assert buttons == ["#now", f"/contests/{vote.slug}/ballot", f"/contests/{ideas.slug}"]


@pytest.mark.usefixtures("database")
def test_home_shows_no_call_before_it_is_announced(client: PageClient) -> None:
    make_contest(phase=Phase.SUBMISSION, is_announced=False)
    office = make_person()
    grant_role(office, Role.SECRETARIAT)
    sign_in(client, office)

    assert "No call is open just now" in client.get("/").text


@pytest.mark.usefixtures("database")
def test_home_lets_a_citizen_write_at_once(client: PageClient) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    sign_in(client, make_person())

    answer = client.send(client.get("/"), to=f"/contests/{contest.slug}/ideas")

    assert answer.headers["Location"].endswith("/draft")


@pytest.mark.usefixtures("database")
def test_home_shows_the_awards_of_the_latest_release_only(client: PageClient) -> None:
    earlier, latest, undecided = (
        make_contest(phase=Phase.RELEASED, at=now() - dt.timedelta(days=9)),
        make_contest(phase=Phase.RELEASED),
        make_contest(phase=Phase.DECISION),
    )
    give_award(earlier, "Shade at every stop")
    give_award(latest, "A bench each hundred metres")
    give_award(undecided, "Not public yet")

    text = client.get("/").text

    assert "A bench each hundred metres" in text.split("The latest ideas", maxsplit=1)[0]
    assert "Shade at every stop" not in text.split("The latest ideas", maxsplit=1)[0]
    assert text.count("name (en)") == 1


@pytest.mark.usefixtures("database")
def test_home_does_not_invite_to_vote_who_has_a_duty(client: PageClient) -> None:
    contest, judge = make_contest(phase=Phase.VOTING), make_person()
    grant_role(judge, Role.JUDGE)
    sign_in(client, judge)
    page = client.get("/")
    assert page.root.find(f".//main//a[@href='/contests/{contest.slug}/ballot']") is None
    assert page.root.find(f".//main//a[@href='/contests/{contest.slug}/ideas']") is not None


@pytest.mark.usefixtures("database")
def test_home_lets_no_idea_stand_out_while_people_vote_on_it(client: PageClient) -> None:
    make_idea(make_contest(phase=Phase.VOTING), title="Being voted on")
    open_contest = make_contest(phase=Phase.SUBMISSION)
    make_idea(open_contest, title="Open to all")
    make_idea(open_contest, title="Waits for the secretariat", state=IdeaState.SUBMITTED)
    make_idea(make_contest(phase=Phase.SUBMISSION, is_announced=False), title="Not announced")

    text = client.get("/").text

    assert "Open to all" in text
    assert not any(hidden in text for hidden in ("Being voted on", "Waits for the secretariat", "Not announced"))


@pytest.mark.usefixtures("database")
def test_numbers_do_not_grow_while_people_vote() -> None:
    released, voting = make_contest(phase=Phase.RELEASED), make_contest(phase=Phase.VOTING)
    for contest, ballots in ((released, 2), (voting, 3)):
        idea = make_idea(contest)
        for _ in range(ballots):
            make_ballot(contest, [idea])

    numbers = city_numbers(now())

    assert (numbers.ideas, numbers.comments, numbers.ballots, numbers.awards) == (2, 0, 2, 0)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_home_asks_as_much_of_the_database_whatever_there_is(database: Flask, language: str) -> None:
    client, counted = PageClient(database, language), []
    sign_in(client, make_person())
    for more in (1, 2):
        for _ in range(more):
            for phase in (Phase.SUBMISSION, Phase.VOTING, Phase.RELEASED):
                contest = make_contest(phase=phase)
                make_idea(contest)
            give_award(contest, f"Winner {contest.id}")
        with Counting() as counting:
            client.get("/")
        counted.append(counting.number)

    assert counted[0] == counted[1] <= MOST_QUERIES
