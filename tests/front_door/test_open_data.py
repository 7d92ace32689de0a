"""Open data: whole, harmless to open, with a dictionary, and silent before the release."""

import csv
import io
import json
from typing import Any

import pytest
from flask import Flask

from contest.enums import IdeaState, Phase
from contest.exports import OPEN_DATA
from contest.models import Contest, Idea, IdeaResult, Score, ScoreSheet
from foundations.database.clock import now
from foundations.database.session import db
from foundations.text_analysis.cells import restored_cell
from tests.clients import PageClient
from tests.factories.ballots import make_ballot
from tests.factories.contest import make_award, make_contest, make_criterion, make_idea, make_person

NAMES = ["contests", "ideas", "results", "awards", "scores", "ballots", "improvements"]
AFTER_RELEASE = ["results", "awards", "scores", "ballots", "improvements"]


def csv_of(client: PageClient, name: str) -> list[dict[str, str]]:
    response = client.get_raw(f"/open-data/{name}.csv")
    assert response.status_code == 200
    text = response.data.decode("utf-8-sig")
    return [
        {key: restored_cell(value) for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def json_of(client: PageClient, name: str) -> list[dict[str, Any]]:
    response = client.get_raw(f"/open-data/{name}.json")
    assert response.status_code == 200
    rows: list[dict[str, Any]] = json.loads(response.data)["rows"]
    return rows


def fill(contest: Contest, ballots: int = 10) -> tuple[Idea, Idea]:
    """Votes, scores, results and an award in ``contest``, whatever its phase."""
    first, second = make_idea(contest, title="Shade"), make_idea(contest, title="=HYPERLINK(1)")
    for number in range(ballots):
        picked = [first, second] if number % 2 else [first]
        make_ballot(contest, picked, improvement="+1 for benches" if number == 0 else "")
    criterion, award = make_criterion(contest, weight=2), make_award(contest)
    sheet = ScoreSheet(judge_id=make_person(name="Judge Judy").id, idea_id=first.id, saved_at=now(), handed_in_at=now())
    db.session.add(sheet)
    db.session.flush()
    db.session.add(Score(sheet_id=sheet.id, criterion_id=criterion.id, points=4, reason="Clear."))
    for idea, votes, rank in ((first, ballots, 1), (second, ballots // 2, 2)):
        result = IdeaResult(idea_id=idea.id, contest_id=contest.id, votes=votes, vote_rank=rank, sheets=0)
        db.session.add(result)
    award.decided_at, award.explanation, award.idea_id = now(), "Needed most.", first.id
    db.session.commit()
    return first, second


@pytest.mark.parametrize("language", ["ja", "en"])
def test_open_data_page_leads_to_every_set(app: Flask, language: str) -> None:
    client = PageClient(app, language)

    links = {link.get("href") for link in client.get("/open-data").root.iter("a")}

    wanted = {f"/open-data/{name}{end}" for name in NAMES for end in (".csv", ".json", "/dictionary.json")}
    assert wanted <= links
    assert [published.name for published in OPEN_DATA] == NAMES


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", NAMES)
def test_set_has_a_dictionary_for_exactly_its_columns(client: PageClient, name: str) -> None:
    fill(make_contest(phase=Phase.RELEASED))
    fields = json.loads(client.get_raw(f"/open-data/{name}/dictionary.json").data)["fields"]

    assert [field["name"] for field in fields] == list(csv_of(client, name)[0]) == list(json_of(client, name)[0])
    for field in fields:
        assert field["type"] in {"string", "integer", "number", "date"}
        assert field["description"]["en"] != field["description"]["ja"] != ""


@pytest.mark.parametrize("name", ["voters", "ideas.csv", "", "../ideas"])
def test_unknown_set_is_not_there(client: PageClient, name: str) -> None:
    assert client.get_raw(f"/open-data/{name}.csv").status_code == 404


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", AFTER_RELEASE)
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.RELEASED])
def test_set_is_empty_before_the_release(client: PageClient, name: str, phase: Phase) -> None:
    fill(make_contest(phase=phase))

    assert csv_of(client, name) == json_of(client, name) == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", AFTER_RELEASE)
def test_set_is_there_after_the_release(client: PageClient, name: str) -> None:
    contest = make_contest(phase=Phase.RELEASED)
    fill(contest)

    assert {row["contest"] for row in csv_of(client, name)} == {contest.slug}
    assert len(csv_of(client, name)) == len(json_of(client, name)) > 0


@pytest.mark.usefixtures("database")
def test_ideas_are_the_published_ones_of_announced_contests(client: PageClient) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    shown = make_idea(contest)
    for state in IdeaState:
        if state != IdeaState.PUBLISHED:
            make_idea(contest, state=state)
    make_idea(make_contest(phase=Phase.SUBMISSION, is_announced=False))

    assert [row["idea"] for row in json_of(client, "ideas")] == [shown.id]
    assert [row["contest"] for row in json_of(client, "contests")] == [contest.slug]


@pytest.mark.usefixtures("database")
def test_ballots_can_be_counted_again_and_tell_nobody(client: PageClient) -> None:
    contest = make_contest(phase=Phase.RELEASED)
    first, second = fill(contest)

    rows = json_of(client, "ballots")

    assert sum(row["idea"] == first.id for row in rows) == 10
    assert sum(row["idea"] == second.id for row in rows) == 5
    assert sorted({row["ballot"] for row in rows}) == list(range(1, 11))
    assert set(rows[0]) == {"contest", "ballot", "division", "idea", "title"}
    assert "Person" not in client.get_raw("/open-data/ballots.csv").text


@pytest.mark.usefixtures("database")
def test_ballots_do_not_stand_in_the_order_in_which_they_were_cast(client: PageClient) -> None:
    contest = make_contest(phase=Phase.RELEASED)
    ideas = [make_idea(contest) for _ in range(30)]
    for idea in ideas:
        make_ballot(contest, [idea])

    published = [row["idea"] for row in json_of(client, "ballots")]

    assert sorted(published) == [idea.id for idea in ideas] != published
    assert published == [row["idea"] for row in json_of(client, "ballots")]


@pytest.mark.usefixtures("database")
def test_ballots_of_a_handful_are_kept_back(client: PageClient) -> None:
    fill(make_contest(phase=Phase.RELEASED), ballots=9)

    assert json_of(client, "ballots") == []
    assert len(json_of(client, "results")) == 2


@pytest.mark.usefixtures("database")
def test_ballot_that_was_cast_again_counts_once(client: PageClient) -> None:
    contest = make_contest(phase=Phase.RELEASED)
    first, second = fill(contest)
    voter = make_person()
    make_ballot(contest, [first], voter=voter)
    make_ballot(contest, [second], voter=voter, sequence=2)

    rows = json_of(client, "ballots")

    assert (sum(row["idea"] == first.id for row in rows), sum(row["idea"] == second.id for row in rows)) == (10, 6)


@pytest.mark.usefixtures("database")
def test_scores_number_judges_and_name_none(client: PageClient) -> None:
    contest = make_contest(phase=Phase.RELEASED)
    first, _second = fill(contest)

    assert json_of(client, "scores") == [
        {
            "contest": contest.slug,
            "idea": first.id,
            "title": "Shade",
            "judge": 1,
            "criterion_ja": "name (ja)",
            "criterion_en": "name (en)",
            "weight": 2,
            "points": 4,
            "reason": "Clear.",
        }
    ]


@pytest.mark.usefixtures("database")
def test_csv_opens_in_a_spreadsheet_without_computing(client: PageClient) -> None:
    fill(make_contest(phase=Phase.RELEASED))

    raw = client.get_raw("/open-data/results.csv")

    assert raw.data.startswith(b"\xef\xbb\xbfcontest,")
    assert raw.content_type == "text/csv; charset=utf-8; header=present"
    assert raw.headers["Content-Disposition"] == 'attachment; filename="yoriai-results.csv"'
    assert "'=HYPERLINK(1)" in raw.text
    assert {row["title"] for row in csv_of(client, "results")} == {"Shade", "=HYPERLINK(1)"}
    assert {row["title"] for row in json_of(client, "results")} == {"Shade", "=HYPERLINK(1)"}


@pytest.mark.usefixtures("database")
def test_set_is_streamed_in_portions(client: PageClient) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    db.session.add_all(
        Idea(
            contest_id=contest.id,
            division_id=contest.divisions[0].id,
            credited_name="Somebody",
            state=IdeaState.PUBLISHED,
            title=f"Idea {number}",
            proposal="x",
            started_at=now(),
            saved_at=now(),
            published_at=now(),
            shuffle_key=number,
        )
        for number in range(450)
    )
    db.session.commit()

    response = client.get_raw("/open-data/ideas.json")

    assert len(json.loads(response.data)["rows"]) == len(csv_of(client, "ideas")) == 450
    assert "Content-Length" not in response.headers
