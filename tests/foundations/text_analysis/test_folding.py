"""Spellings of one word fold to the same text, and each character knows where it came from."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.text_analysis.folding import fold, fold_forms
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import TORTURE, hostile_strings

JAPANESE = st.text(st.sampled_from("aAＡ1１あアｱーｰ-−・カガｶﾞ\u3099パﾟ漢葛\U000e0100々、。 \n㌔ßİ한"), max_size=30)


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["ゴミ", "ｺﾞﾐ", "ごみ", "コ\u3099ミ", "ご\u200bみ"], "ごみ"),
        (["Ｄａｔａ", "data", "DATA", "ＤATA"], "data"),
        (["キロ", "㌔", "ｷﾛ"], "きろ"),
        (["パーセント", "㌫"], "ぱーせんと"),
        (["葛\U000e0100城", "葛城"], "葛城"),
        (["神", "\ufa19"], "神"),
        (["コンピューター", "コンピュータ", "ｺﾝﾋﾟｭｰﾀｰ", "こんぴゅーたー"], "こんぴゅーた"),
        (["すごーい", "すごーーーい", "すご−い", "スゴーイ"], "すごーい"),
        (["パーティ", "ﾊﾟｰﾃｨ", "パ-ティ"], "ぱーてぃ"),
        (["Straße", "STRASSE"], "strasse"),
        (["①㈱", "1(株)"], "1(株)"),
        (["co\u00adoperate", "cooperate"], "cooperate"),
        (["한", "\u1112\u1161\u11ab"], "한"),
        (["", "\u200b\u2060"], ""),
    ],
)  # fmt: skip
def test_spellings_of_one_word_fold_alike(spellings: list[str], folded: str) -> None:
    assert [fold(spelling) for spelling in spellings] == [folded] * len(spellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("はし", "ばし"),
        ("バー", "バ"),
        ("キー", "キ"),
        ("おばさん", "おばーさん"),
        ("a-b", "aーb"),
        ("東京-大阪", "東京ー大阪"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_long_vowel_before_hiragana_is_left_out_of_katakana_words() -> None:
    assert fold("コンピューターを") == "こんぴゅーたを"
    assert fold("コーヒーカップ") == "こーひーかっぷ"


@given(st.one_of(JAPANESE, st.text()))
def test_every_folded_character_knows_its_origin(text: str) -> None:
    folded = fold_forms(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert folded.starts == sorted(folded.starts)
    assert folded.ends == sorted(folded.ends)


@given(st.text(st.characters(categories=["Lo", "Ll", "Lu", "Nd", "Zs", "Po"], exclude_characters="ー-"), max_size=30))
def test_folding_is_compatibility_form_lower_case_and_hiragana(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    visible = "".join(c for c in unicodedata.normalize("NFKC", decomposed) if c not in "\u3164\u115f\u1160\u17b4\u17b5")
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" or c in "ヽヾ" else c for c in visible)
    if "ー" not in hiragana and len(hiragana) <= len(text) + 4:
        assert unicodedata.normalize("NFKC", fold(text)) == hiragana


@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_folding_leaves_no_form_apart_in_any_text(name: str, text: str) -> None:
    assert not re.findall("[A-ZＡ-Ｚａ-ｚ０-９ァ-ヶｱ-ﾝ\u200b\u00ad\x00\ufe0f]", fold(text))


@pytest.mark.slow
def test_hostile_text_is_folded_in_time() -> None:
    for name, text in hostile_strings():
        assert seconds_of(fold, text) < LIMIT, name
