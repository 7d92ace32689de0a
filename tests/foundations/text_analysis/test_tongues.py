"""The language of a text is told by its script."""

import pytest

from foundations.text_analysis.tongues import language_of
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import hostile_strings


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("夜のバス停に明かりを", "ja"),
        ("空家活用", "ja"),
        ("ﾊﾞｽ", "ja"),
        ("MaaSアプリとICカードを使う", "ja"),
        ("Lights at bus stops", "en"),
        ("A yoriai (寄合) was a meeting at which everybody was heard", "en"),
        ("Café d’été", "en"),
        ("버스 정류장에 불을", "ko"),
        ("サウル（서울）の事例を参考に", "ja"),
        ("2026-11-22 10:00", None),
        ("", None),
        ("…！？ 🚌", None),
        ("Привет", None),
    ],
)
def test_language_is_told_by_the_script(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_language_of_a_hostile_text_takes_time_in_proportion() -> None:
    for name, text in hostile_strings():
        assert seconds_of(language_of, text) < LIMIT, name
