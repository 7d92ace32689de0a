"""What residents wrote in the demonstration city: ideas and comments that hold together, in clean Japanese."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.front_door.demonstration_files import (
    CITY,
    COMMENTS,
    CONTESTS,
    CRITERIA,
    FILES,
    FINISHED,
    IDEA_BY_KEY,
    IDEAS,
    IMPROVEMENTS,
    JUDGES,
    OPEN,
    PANEL,
    VOTING,
    WRITERS,
    read,
    strings,
)

FIELDS = {
    "mobility", "cashless", "care", "disaster", "third-places", "off-peak", "vacant-houses", "small-firms", "paperwork",
}  # fmt: skip
JAPANESE = r"[\u3040-\u30ff\u4e00-\u9fff]"
STRAY_PUNCTUATION = re.compile(rf"{JAPANESE}[,.?!;:()~]|[,.?!;:()~]{JAPANESE}")
WRONG_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff5e\uff61-\uff9f]")
LONG_PASSAGE = 16

each_idea = pytest.mark.parametrize("idea", IDEAS, ids=lambda idea: idea["key"])


def written_texts() -> Iterator[str]:
    """What residents and judges wrote, without what the secretariat repeats on purpose."""
    for idea in IDEAS:
        yield from (idea["problem"], idea["proposal"], idea["data_needed"])
    yield from (comment["text"] for comment in [*COMMENTS, *IMPROVEMENTS])
    yield from (sheet[criterion]["reason"] for sheet in PANEL["sheets"] for criterion in CRITERIA)
    yield from (award["explanation"] for award in PANEL["awards"])


def test_ideas_are_as_many_as_announced() -> None:
    assert Counter(idea["contest"] for idea in IDEAS) == {FINISHED: 24, VOTING: 22, OPEN: 19}
    assert len(IDEA_BY_KEY) == len(IDEAS)


def test_ideas_of_the_open_contest_are_in_every_state() -> None:
    elsewhere = {idea["state"] for idea in IDEAS if idea["contest"] != OPEN}
    here = Counter(idea["state"] for idea in IDEAS if idea["contest"] == OPEN)

    assert elsewhere == {"published"}
    assert here == {"published": 12, "draft": 3, "submitted": 2, "refused": 1, "withdrawn": 1}


def test_ideas_cover_every_field() -> None:
    assert {idea["field"] for idea in IDEAS} == FIELDS


@each_idea
def test_idea_belongs_somewhere_and_to_somebody(idea: dict[str, Any]) -> None:
    assert idea["division"] in {division["slug"] for division in CONTESTS[idea["contest"]]["divisions"]}
    assert idea["author"] in WRITERS - JUDGES - {"secretariat"}
    assert idea["language"] in {"ja", "en"}


@each_idea
def test_idea_is_of_a_readable_length(idea: dict[str, Any]) -> None:
    assert 0 < len(idea["title"]) <= 60
    if idea["state"] != "draft":
        assert 80 <= len(idea["problem"]) + len(idea["proposal"]) <= 900
        assert 15 <= len(idea["data_needed"]) <= 200


@each_idea
def test_idea_moves_while_its_contest_allows(idea: dict[str, Any]) -> None:
    days = CONTESTS[idea["contest"]]["schedule"]
    last = min(days["submission_closes"], 0)
    moments = [idea[key] for key in ("saved_day", "submitted_day", "decided_day") if key in idea]

    assert moments == sorted(moments)
    assert all(days["submission_opens"] <= day < last for day in moments)
    assert ("saved_day" in idea) == (idea["state"] == "draft")
    assert ("decided_day" in idea) == (idea["state"] in {"refused", "withdrawn"})
    assert ("refusal_reason" in idea) == (idea["state"] == "refused")


@each_idea
def test_idea_is_liked_only_when_it_can_be_read(idea: dict[str, Any]) -> None:
    if idea["state"] == "published":
        assert idea["popularity"] > 0
        assert 0 < idea["support"] < 250
    else:
        assert (idea["popularity"], idea["support"]) == (0, 0)


def test_comments_are_many_and_short() -> None:
    assert len(COMMENTS) >= 120
    assert all(10 <= len(comment["text"]) <= 400 for comment in [*COMMENTS, *IMPROVEMENTS])


def test_comments_follow_a_published_idea_in_order() -> None:
    days: dict[str, list[int]] = defaultdict(list)
    for comment in COMMENTS:
        idea = IDEA_BY_KEY[comment["idea"]]
        assert (idea["contest"], idea["state"]) == (comment["contest"], "published")
        days[comment["idea"]].append(comment["day"])

    for key, written in days.items():
        assert IDEA_BY_KEY[key]["submitted_day"] + 1 < written[0]
        assert written == sorted(written)
        assert written[-1] < 0


def test_comments_are_by_people_without_a_duty_to_be_silent() -> None:
    assert {comment["author"] for comment in COMMENTS} <= WRITERS - JUDGES


def test_improvements_are_for_ideas_of_the_finished_contest() -> None:
    assert {IDEA_BY_KEY[improvement["idea"]]["contest"] for improvement in IMPROVEMENTS} == {FINISHED}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CITY)))
def test_japanese_is_written_cleanly(path: Path) -> None:
    for text in strings(read(str(path.relative_to(CITY)))):
        assert not STRAY_PUNCTUATION.findall(text)
        assert not WRONG_WIDTH.findall(text)
        assert text == text.strip() == unicodedata.normalize("NFC", text)
        assert not re.search(r"[ \t　]$", text, re.MULTILINE)


def test_texts_do_not_repeat_one_another() -> None:
    """A long passage may come back only as a quotation."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for text in written_texts():
        own_words = re.sub("「[^」]*」", "「」", text)
        passages = {own_words[start : start + LONG_PASSAGE] for start in range(len(own_words) - LONG_PASSAGE + 1)}
        repeated |= passages & seen
        seen |= passages

    assert repeated == set()
