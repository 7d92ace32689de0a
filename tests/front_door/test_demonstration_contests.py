"""The demonstration city's contests, and how the finished one was judged."""

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from tests.front_door.demonstration_files import (
    CONTESTS,
    CRITERIA,
    FINISHED,
    IDEA_BY_KEY,
    IDEAS,
    JUDGES,
    OPEN,
    PANEL,
    SLUGS,
    VOTING,
    strings,
)

KINDS_OF_CONFLICT = {"author", "family", "same_body", "other"}


each_contest = pytest.mark.parametrize("slug", SLUGS)


@each_contest
def test_contest_has_every_text_in_both_languages(slug: str) -> None:
    contest = CONTESTS[slug]
    bilingual = [contest[key] for key in ("title", "theme", "summary", "description", "eligibility", "rules")]
    for part in ("divisions", "criteria", "awards"):
        bilingual += [item["name"] for item in contest[part]]
    bilingual += [division["description"] for division in contest["divisions"]]
    bilingual += [criterion["anchors"] for criterion in contest["criteria"]]

    assert all(texts.keys() == {"ja", "en"} and all(strings(texts)) for texts in bilingual)


@each_contest
def test_contest_rubric_is_whole(slug: str) -> None:
    criteria = CONTESTS[slug]["criteria"]

    assert sum(criterion["weight"] for criterion in criteria) == 100
    for criterion in criteria:
        assert criterion["anchors"]["ja"].keys() == criterion["anchors"]["en"].keys() == {"1", "3", "5"}


@each_contest
def test_contest_schedule_runs_forwards(slug: str) -> None:
    days = CONTESTS[slug]["schedule"]

    for way in (
        ("announced", "submission_opens", "submission_closes", "voting_opens", "voting_closes", "released"),
        ("submission_closes", "judging_opens", "judging_closes", "released"),
    ):
        assert all(days[earlier] < days[later] for earlier, later in pairwise(way))


def test_contests_stand_in_three_phases_on_the_day_of_loading() -> None:
    assert CONTESTS[FINISHED]["schedule"]["released"] < 0
    assert CONTESTS[VOTING]["schedule"]["voting_opens"] < 0 < CONTESTS[VOTING]["schedule"]["voting_closes"]
    assert CONTESTS[OPEN]["schedule"]["submission_opens"] < 0 < CONTESTS[OPEN]["schedule"]["submission_closes"]


@each_contest
def test_contest_quota_is_the_awards_of_a_division(slug: str) -> None:
    contest = CONTESTS[slug]
    awards = sum(award["per_division"] for award in contest["awards"])

    assert [division["quota"] for division in contest["divisions"]] == [awards] * len(contest["divisions"])
    assert contest["ballot_rule"]["picks_per_division"] == 3


def panel_scores(division: str) -> list[tuple[float, str]]:
    """The division's judged ideas, best first, each with its mean weighted score."""
    scores: dict[str, list[float]] = defaultdict(list)
    for sheet in PANEL["sheets"]:
        if IDEA_BY_KEY[sheet["idea"]]["division"] == division:
            weighted = sum(weight * sheet[slug]["points"] for slug, weight in CRITERIA.items())
            scores[sheet["idea"]].append(weighted / 100)
    return sorted(((sum(given) / len(given), idea) for idea, given in scores.items()), reverse=True)


def test_sheets_come_from_every_judge_without_a_conflict() -> None:
    judged = {sheet["idea"] for sheet in PANEL["sheets"]}
    conflicts = {(conflict["judge"], conflict["idea"]) for conflict in PANEL["conflicts"]}
    handed_in = [(sheet["judge"], sheet["idea"]) for sheet in PANEL["sheets"]]

    assert len(JUDGES) == 5
    assert sorted(handed_in) == sorted({(judge, idea) for judge in JUDGES for idea in judged} - conflicts)
    assert Counter(IDEA_BY_KEY[idea]["division"] for idea in judged) == {"daily-travel": 6, "inclusive-travel": 6}
    assert {conflict["kind"] for conflict in PANEL["conflicts"]} <= KINDS_OF_CONFLICT


def test_sheets_use_the_scale_and_give_reasons() -> None:
    scores = [sheet[criterion] for sheet in PANEL["sheets"] for criterion in CRITERIA]

    assert {score["points"] for score in scores} <= {1, 2, 3, 4, 5}
    assert all(10 <= len(score["reason"]) <= 120 for score in scores)


def test_sheets_are_handed_in_and_decided_in_time() -> None:
    days = CONTESTS[FINISHED]["schedule"]

    assert all(days["judging_opens"] <= sheet["handed_in_day"] < days["judging_closes"] for sheet in PANEL["sheets"])
    assert days["judging_closes"] <= PANEL["decided_day"] < days["released"]


@pytest.mark.parametrize("division", ["daily-travel", "inclusive-travel"])
def test_awards_follow_the_panel_and_the_public(division: str) -> None:
    awards = {award["award"]: award["idea"] for award in PANEL["awards"] if award["division"] == division}
    best, second = (idea for _, idea in panel_scores(division)[:2])
    others = [idea for idea in IDEAS if idea["division"] == division and idea["key"] not in {best, second}]
    favourite, runner_up = sorted(others, key=lambda idea: -idea["popularity"])[:2]

    assert awards == {"grand": best, "excellence": second, "citizens": favourite["key"]}
    assert favourite["popularity"] >= 1.4 * runner_up["popularity"]  # a drawn vote must not turn it round


def test_awards_winner_of_both_sides_is_far_ahead() -> None:
    """Its explanation says that the public put it first, too."""
    popularity = {idea["key"]: idea["popularity"] for idea in IDEAS if idea["division"] == "inclusive-travel"}
    first = popularity.pop("lift-out-of-service")

    assert first >= 1.7 * max(popularity.values())


def test_awards_say_why() -> None:
    assert all(60 <= len(award["explanation"]) <= 400 for award in PANEL["awards"])
