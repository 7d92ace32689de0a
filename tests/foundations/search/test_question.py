"""What is looked up for what somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.search.question import LONGEST_QUERY, LONGEST_TERM, MOST_WORDS, Question, Word, read_question
from tests.foundations.text_analysis.stopwatch import LIMIT, seconds_of
from tests.texts.torture import TORTURE, hostile_strings


def test_long_words_in_ideographs_are_looked_up_in_twos() -> None:
    assert read_question("交通渋滞") == Question((Word("交通渋滞", (("交通",), ("渋滞",))),), ("通渋", "滞"))


def test_odd_words_in_ideographs_are_looked_up_whole() -> None:
    assert read_question("東京都").words == (Word("東京都", (("東京", "京都"),)),)


def test_particles_are_wishes_not_needs() -> None:
    question = read_question("ゴミの収集")
    assert question.words == (Word("ごみ", (("ごみ",),)), Word("収集", (("収集",),)))
    assert question.wishes == ("みの", "の収", "集")


def test_hiragana_alone_is_needed() -> None:
    assert read_question("まちづくり").words == (Word("まちづくり", (("まち", "ちづ", "づく", "くり"),)),)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("橋", Word("橋", (("橋",),), is_beginning=True)),
        ("ＢＵＳ", Word("bus", (("bus",),), is_beginning=True)),
        ("AI", Word("ai", (("ai",),))),
    ],
)
def test_short_words_may_begin_longer_ones(typed: str, word: Word) -> None:
    assert read_question(typed).words == (word,)


@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("子ども", "子ど"),
        ("子ども食堂", "子ど"),
        ("減らす", "減ら"),
        ("橋の", ""),
        ("橋", ""),
        ("橋、まちの", ""),
        ("橋カバー", ""),
    ],
)
def test_one_ideograph_is_read_with_its_ending(typed: str, ending: str) -> None:
    assert read_question(typed).words[0].ending == ending


@pytest.mark.parametrize("operator", ["and AND or NOT", "bus* ?", '"a phrase"~2^9', "kind:idea [a TO b]", "(-x +y)"])
def test_operators_are_text(operator: str) -> None:
    assert all(word.text.isalnum() for word in read_question(operator).words)
    assert [word.text for word in read_question("kind:idea").words] == ["kind", "idea"]


@pytest.mark.parametrize("empty", ["", "   ", "　", "*", "\x00", "\ud800", "!!!", "🎉"])
def test_nothing_to_look_up(empty: str) -> None:
    assert read_question(empty) == Question((), ())


def test_query_of_ten_thousand_characters_is_cut() -> None:
    assert read_question("バス " * 3_333) == read_question(("バス " * 3_333)[:LONGEST_QUERY])


@given(st.text(max_size=300))
def test_questions_are_small_whatever_is_typed(text: str) -> None:
    question = read_question(text)
    looked_up = [*question.wishes, *(term for word in question.words for part in word.parts for term in part)]
    assert len(question.words) <= MOST_WORDS
    assert len(question.wishes) <= MOST_WORDS
    assert all(0 < len(term) <= LONGEST_TERM and term.encode() for term in looked_up)


def test_hostile_queries_are_read_in_time() -> None:
    for name, text in (*TORTURE, *hostile_strings()):
        assert seconds_of(read_question, text) < LIMIT, name
