"""Where a text answers a query is shown in the text as it was written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.search.snippets import Segment, excerpt, highlight
from foundations.text_analysis.graphemes import count_graphemes
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import TORTURE, hostile_strings

STORY = (
    "私たちの町では、朝の通学路が狭くなります。ｺﾞﾐの収集日は特にひどいです。"
    "ゴミ箱を増やし、ごみ拾いも続けます。\n子ども食堂の前の道も、コンピューターで調べました。"
)


def marked(segments: list[Segment]) -> str:
    return "".join(f"[{text}]" if is_match else text for text, is_match in segments)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("ｺﾞﾐとゴミとごみ", "ゴミ", "[ｺﾞﾐ]と[ゴミ]と[ごみ]"),
        ("葛\U000e0100城の山", "葛城", "[葛\U000e0100城]の山"),
        ("コンピューターを", "コンピュータ", "[コンピューター]を"),
        ("子ども食堂と子供", "子ども食堂", "[子ども食堂]と子供"),
        ("交通の渋滞、交通渋滞", "交通渋滞", "[交通]の[渋滞]、[交通渋滞]"),
        ("Buses, ＢＵＳ, omnibus, abuse", "bus", "[Buses], [ＢＵＳ], omnibus, abuse"),
        ("AI、aid、ＡＩを", "ai", "[AI]、aid、[ＡＩ]を"),
        ("電子と様子", "子", "電[子]と様[子]"),
        ("新しい橋と橋本", "橋の", "新しい[橋]と[橋]本"),
        ("5㌔の道", "キロ", "5[㌔]の道"),
        ("a*b (c)", "* (", "a*b (c)"),
        ("<b>公園</b>", "公園", "<b>[公園]</b>"),
        ("公園", "", "公園"),
        ("", "公園", ""),
    ],
)
def test_highlight_marks_what_answers(text: str, query: str, shown: str) -> None:
    assert marked(highlight(text, query)) == shown


def test_excerpt_begins_with_the_sentence_that_answers() -> None:
    assert marked(excerpt(STORY, "食堂", length=20)) == "…子ども[食堂]の前の道も、コンピューターで調…"


def test_excerpt_shows_where_most_answers_stand() -> None:
    text = "公園。" + "い" * 50 + "。水辺の公園と公園。" + "い" * 50 + "。公園"
    assert marked(excerpt(text, "公園", length=12)) == "…水辺の[公園]と[公園]。いいい…"


def test_excerpt_of_a_long_sentence_begins_shortly_before() -> None:
    assert (
        marked(excerpt("長" * 100 + "公園" + "い" * 100, "公園", length=40))
        == "…" + "長" * 23 + "[公園]" + "い" * 15 + "…"
    )


def test_excerpt_without_answer_is_the_beginning() -> None:
    assert marked(excerpt(STORY, "図書館", length=10)) == "私たちの町では、朝の…"
    assert marked(excerpt("短い", "図書館")) == "短い"


def test_excerpt_is_one_line_and_cuts_no_character() -> None:
    family = "👨\u200d👩\u200d👧"
    assert marked(excerpt(f"公園\n{family}{family}", "公園", length=4)) == f"[公園] {family}…"


@given(st.text(), st.text(max_size=20))
def test_segments_together_are_the_text(text: str, query: str) -> None:
    segments = highlight(text, query)
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)
    assert all(one.is_match != other.is_match for one, other in pairwise(segments))


@given(st.text(min_size=1), st.text(max_size=20), st.integers(1, 30))
def test_excerpt_keeps_its_length(text: str, query: str, length: int) -> None:
    assert count_graphemes("".join(segment.text for segment in excerpt(text, query, length=length))) <= length + 2


@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_any_text_answers_itself(name: str, text: str) -> None:
    assert "".join(segment.text for segment in highlight(text, text)) == text


@pytest.mark.slow
def test_hostile_texts_are_shown_in_time() -> None:
    for name, text in hostile_strings():
        assert seconds_of(lambda text: excerpt(text, "京都 ab ゴミ 交通渋滞"), text) < LIMIT, name
        assert seconds_of(lambda text: excerpt(text, text), text) < LIMIT, name
