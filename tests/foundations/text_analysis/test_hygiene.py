"""What is stored is what is shown, and nothing reaches beyond the field."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.text_analysis.hygiene import MARKS_PER_LETTER, UnusableText, clean_line, clean_text
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import BROKEN, TORTURE, hostile_strings

FORBIDDEN = {"Cc", "Cs"}
DIRECTION_CONTROLS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def longest_run_of_marks(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        longest = max(longest, run)
    return longest


def assert_fit_to_keep(text: str) -> None:
    assert not {c for c in text if unicodedata.category(c) in FORBIDDEN} - {"\n", "\t"}
    assert not DIRECTION_CONTROLS & set(text)
    assert not [c for c in text if ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF]
    assert longest_run_of_marks(text) <= MARKS_PER_LETTER
    text.encode("utf-8")


def test_torture_corpus_is_large_and_named_once() -> None:
    names = [name for name, _ in TORTURE]
    assert len(names) >= 80
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_torture_is_cleaned_or_refused(name: str, text: str) -> None:
    for clean in (clean_text, clean_line):
        if name in BROKEN:
            with pytest.raises(UnusableText):
                clean(text)
            continue
        cleaned = clean(text)
        assert_fit_to_keep(cleaned)
        assert clean(cleaned) == cleaned
        cleaned.encode("utf-8")


@given(st.text())
def test_cleaning_any_text_is_idempotent(text: str) -> None:
    try:
        cleaned, line = clean_text(text), clean_line(text)
    except UnusableText:
        assert any("\ud800" <= character <= "\udfff" for character in text)
        return
    assert_fit_to_keep(cleaned)
    assert_fit_to_keep(line)
    assert clean_text(cleaned) == cleaned
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize(
    "kept",
    [
        "葛\U000e0100城市", "\u795e\ufe00社", "\ufa19谷 \ufa26", "ＡＢＣ　ｶﾞ", "㌔①㈱", "👨\u200d👩\u200d👧", "❤\ufe0f",
        "🇯🇵", "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "\ue000", "𠮷野家",
        "co\u00adoperate", "a\u200eb", "בְּרֵאשִׁית", "ที่นี่",
    ],
)  # fmt: skip
def test_text_as_typed_is_kept(kept: str) -> None:
    assert clean_text(kept) == kept
    assert clean_line(kept) == kept


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00b\x07\x9b", "ab"),
        ("\n \n　はじめに\nつぎ \n\n", "　はじめに\nつぎ"),
        ("か\u3099", "が"),
        ("photo_\u202egnp.exe", "photo_gnp.exe"),
        ("hello\U000e0068\U000e0069", "hello"),
        ("e" + "\u0323" * 9, "\u1eb9" + "\u0323" * 3),
        ("a" + "\u0344" * 9, "\u00e4" + ("\u0301" + "\u0308\u0301" * 3)[:4]),
        ("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4"),
        ("\u0301abc", "abc"),
        ("\u3164\u2800\u200b", ""),
        ("　\n\t", ""),
        ("\ufffe\ufdd0\U0010ffff", ""),
    ],
)
def test_text_is_stored_without_what_cannot_be_seen(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Subject\r\nBcc: x@example.org", "Subject Bcc: x@example.org"),
        ("a\u2028b\u2029c\x85d\te", "a b c d e"),
        ("a \n\n b", "a b"),
        ("　全角　の　空白　", "全角　の　空白"),
        ("\n\n", ""),
    ],
)
def test_line_holds_no_line_break(typed: str, stored: str) -> None:
    assert clean_line(typed) == stored


def test_hostile_text_is_cleaned_in_time() -> None:
    for name, text in hostile_strings():
        for clean in (clean_text, clean_line):
            assert seconds_of(clean, text) < LIMIT, name
