"""Text is cut into the terms that search looks up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.text_analysis.tokens import Run, Script, pairs, runs, terms
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import TORTURE, hostile_strings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京都", ["東京", "京都", "都"]),
        ("橋", ["橋"]),
        ("ｺﾞﾐを減らす", ["ごみ", "みを", "を減", "減ら", "らす", "す"]),
        ("Open Data、２０２６年", ["open", "data", "2026", "年"]),
        ("3つのdata活用", ["3", "つの", "の", "data", "活用", "用"]),
        ("霞ヶ関・人々", ["霞ゖ", "ゖ関", "関", "人々", "々"]),
        ("서울 시민", ["서울", "울", "시민", "민"]),
        ("café naïve", ["café", "naïve"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
        ("", []),
        ("!?。、🎉", []),
    ],
)
def test_terms_are_pairs_in_japanese_and_words_elsewhere(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_runs_end_where_the_script_changes_and_know_their_place() -> None:
    text = "新しいデータで、ｺﾞﾐを10%減!"
    assert list(runs(text)) == [
        Run("新", Script.IDEOGRAPHS, 0, 1),
        Run("しい", Script.HIRAGANA, 1, 3),
        Run("でーた", Script.KATAKANA, 3, 6),
        Run("で", Script.HIRAGANA, 6, 7),
        Run("ごみ", Script.KATAKANA, 8, 11),
        Run("を", Script.HIRAGANA, 11, 12),
        Run("10", Script.LETTERS, 12, 14),
        Run("減", Script.IDEOGRAPHS, 15, 16),
    ]


def test_run_includes_the_long_vowel_that_folding_leaves_out() -> None:
    assert next(runs("コーヒー豆")) == Run("こーひ", Script.KATAKANA, 0, 4)


@given(st.text(st.sampled_from("あいアイー亜東京abc １2、"), max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_pairs_of_a_part_are_found_in_the_whole(text: str, start: int, length: int) -> None:
    whole = set(terms(text))
    for stretch in text[start : start + length].split():
        if all(character in "あいアイ亜東京" for character in stretch):
            assert set(pairs_within(stretch)) <= whole


def pairs_within(stretch: str) -> list[str]:
    return pairs("".join(run.text for run in runs(stretch)))[:-1]


@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_runs_tell_a_place_in_any_text(name: str, text: str) -> None:
    found = list(runs(text))
    assert all(0 <= run.start < run.end <= len(text) and run.text for run in found)
    assert found == sorted(found, key=lambda run: run.start)


@pytest.mark.slow
def test_hostile_text_is_cut_in_time() -> None:
    for name, text in hostile_strings():
        for cut in (terms, lambda text: list(runs(text))):
            assert seconds_of(cut, text) < LIMIT, name
