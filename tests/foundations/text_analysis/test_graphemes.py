"""Characters are counted and cut as a person sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.text_analysis.graphemes import CODE_POINTS_PER_GRAPHEME, count_graphemes, graphemes, truncate
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import hostile_strings


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0), ("abc", 3), ("が", 1), ("か\u3099", 1), ("葛\U000e0100城", 2),
        ("👨\u200d👩\u200d👧\u200d👦", 1), ("👍🏿", 1),
        ("🇯🇵🇺🇦🇯", 3), ("🇯🇵\u200d🇯🇵", 2), ("1\ufe0f\u20e3", 1), ("a\r\nb", 3), ("𠮷野家", 3), ("ｶﾞ", 1),
    ],
)  # fmt: skip
def test_count_is_what_a_person_sees(text: str, seen: int) -> None:
    assert count_graphemes(text) == seen


def test_endless_cluster_counts_as_several() -> None:
    assert count_graphemes("👩\u200d" * 320) == 640 // CODE_POINTS_PER_GRAPHEME


@given(st.text())
def test_graphemes_together_are_the_text(text: str) -> None:
    pieces = list(graphemes(text))
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= CODE_POINTS_PER_GRAPHEME for piece in pieces)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("寄合で話す", 5, "寄合で話す"), ("寄合で話す", 4, "寄合で…"),
        ("家族👨\u200d👩\u200d👧です", 4, "家族👨\u200d👩\u200d👧…"),
        ("あ い う", 3, "あ…"), ("", 1, ""), ("ab", 1, "…"),
    ],
)  # fmt: skip
def test_truncate_cuts_between_characters(text: str, limit: int, cut: str) -> None:
    assert truncate(text, limit) == cut


def test_truncate_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        truncate("abc", 0)


@given(st.text(), st.integers(min_value=1, max_value=20))
def test_truncate_keeps_the_limit(text: str, limit: int) -> None:
    assert count_graphemes(truncate(text, limit)) <= limit


def test_hostile_text_is_counted_in_time() -> None:
    for name, text in hostile_strings():
        assert seconds_of(count_graphemes, text) < LIMIT, name
