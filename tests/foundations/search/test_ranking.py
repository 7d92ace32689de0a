"""Which documents are found, and in what order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundations.search.interface import SearchDocument
from foundations.search.question import Word, read_question
from foundations.search.whoosh_index import WhooshIndex
from foundations.text_analysis.tokens import terms
from tests.foundations.search.conftest import Fill


def keys(index: WhooshIndex, query: str) -> list[str]:
    return [hit.key for hit in index.search(query).hits]


def test_whole_words_stand_before_beginnings_before_insides(index: WhooshIndex, fill: Fill) -> None:
    fill(
        inside="東京都の計画。東京都と東京都民、東京都庁。",
        beginning="京都市の計画について、京都府も考える。",
        whole="祭りを見に行った。とても長い旅の末に、ようやく京都に着いた。" + "人が多い。" * 50,
    )
    assert keys(index, "京都") == ["whole", "beginning", "inside"]


def test_whole_word_in_text_stands_before_inside_of_title(index: WhooshIndex, fill: Fill) -> None:
    fill(title="東京都の東京都による東京都 / 東京都", text="旅 / 京都へ")
    assert keys(index, "京都") == ["text", "title"]


def test_titles_count_more(index: WhooshIndex, fill: Fill) -> None:
    """Of equals the newest stands first, so the better one is always older here."""
    fill(inside_title="市民自転車道 / 町のこと", inside_text="町のこと / 市民自転車道")
    assert keys(index, "自転車") == ["inside_title", "inside_text"]
    fill(title="自転車の道 / 町のこと", text="町のこと / 自転車の道")
    assert keys(index, "自転車") == ["title", "text"]


def test_what_a_text_speaks_of_often_counts_more(index: WhooshIndex, fill: Fill) -> None:
    fill(often="自転車の道。自転車の町。自転車の店。", once="自転車の道。町の道。町の道。")
    assert keys(index, "自転車") == ["often", "once"]


def test_words_together_stand_before_words_apart(index: WhooshIndex, fill: Fill) -> None:
    fill(apart="交通が多い。雨の日は渋滞する。交通と渋滞。", together="朝の交通渋滞をなくす。")
    assert keys(index, "交通渋滞") == ["together", "apart"]


def test_odd_words_are_not_found_scattered(index: WhooshIndex, fill: Fill) -> None:
    fill(whole="東京都に住む", half="東京に住む")
    assert keys(index, "東京都") == ["whole"]


@pytest.mark.parametrize("query", ["ゴミ", "ごみ", "ｺﾞﾐ", "GOMI ゴミ", "ゴミ箱", "ごみ　箱", "ゴミを減らす"])
def test_spellings_and_endings_do_not_matter(index: WhooshIndex, fill: Fill, query: str) -> None:
    fill(one="ゴミ箱を増やす gomi ゴミ減らす", other="木を植える")
    assert keys(index, query) == ["one"]


def test_one_ideograph_is_found_anywhere(index: WhooshIndex, fill: Fill) -> None:
    fill(middle="古い橋の補修", end="歩道橋", alone="橋", none="道")
    assert sorted(keys(index, "橋")) == ["alone", "end", "middle"]


def test_endings_tell_one_ideograph_from_others(index: WhooshIndex, fill: Fill) -> None:
    fill(other="原子力と電子", written="子供の道", same="町の子どもの道", part="親子でどもる")
    assert keys(index, "子ども") == ["same", "written"]
    fill(inside="夏祭りと盆踊り", other="祭壇と踊る")
    assert keys(index, "祭りだけ") == ["inside", "other"]


def test_beginnings_of_letter_words_are_found_after_whole_ones(index: WhooshIndex, fill: Fill) -> None:
    fill(longer="more buses", whole="a bus stop", inside="omnibus", number="2026 plans", short="AIR")
    assert keys(index, "bus") == ["whole", "longer"]
    assert keys(index, "AI") == []


def test_all_words_are_needed_while_something_has_them_all(index: WhooshIndex, fill: Fill) -> None:
    fill(both="公園に水道を", one="公園の木")
    findings = index.search("公園 水道")
    assert [hit.key for hit in findings.hits] == ["both"]
    assert not findings.is_loosened


def test_some_words_are_enough_when_nothing_has_them_all(index: WhooshIndex, fill: Fill) -> None:
    fill(one="公園の木", two="公園の駅", none="川")
    findings = index.search("公園 駅 図書館")
    assert [hit.key for hit in findings.hits] == ["two", "one"]
    assert findings.is_loosened


def test_kinds_are_told_apart(index: WhooshIndex) -> None:
    with index.writing() as writer:
        writer.rebuild(SearchDocument(kind, "1", "", "公園") for kind in ("idea", "rule", "idea/1"))
    assert [(hit.kind, hit.key) for hit in index.search("公園", kinds=["rule"]).hits] == [("rule", "1")]
    assert len(index.search("公園", kinds=["rule", "idea"]).hits) == 2
    assert index.search("公園", kinds=[]).hits == ()
    assert index.search("公園", kinds=["unknown"]).hits == ()


def test_pages_join_without_gap_or_repetition(index: WhooshIndex, fill: Fill) -> None:
    fill(**{f"k{number}": "公園" for number in range(25)})
    pages = [index.search("公園", limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    assert [page.has_more for page in pages] == [True, True, False, False]
    found = [hit.key for page in pages for hit in page.hits]
    assert len(found) == len(set(found)) == 25
    assert [hit.key for hit in index.search("公園", limit=25).hits] == found


WORDS = st.lists(
    st.sampled_from(["東京都", "京都", "の", "ゴミ", "箱", "bus", "buses", "2026", "駅", "まち", " "]), max_size=6
)
TEXTS = st.lists(WORDS.map("".join), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["京都", "東京都", "ゴミ箱", "bus", "駅", "2026", "まち"]))
def test_finds_exactly_what_holds_every_word(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], query: str
) -> None:
    index = WhooshIndex(tmp_path_factory.mktemp("index"))
    with index.writing() as writer:
        writer.rebuild(SearchDocument("idea", str(number), "", text) for number, text in enumerate(texts))
    (*words,) = read_question(query).words
    holding = {str(number) for number, text in enumerate(texts) if all(holds(word, set(terms(text))) for word in words)}
    findings = index.search(query)
    assert holding == {hit.key for hit in findings.hits} or (findings.is_loosened and not holding)


def holds(word: Word, found: set[str]) -> bool:
    if word.is_beginning and not word.ending:
        return any(term.startswith(word.text) for term in found)
    return all(set(part) <= found for part in word.parts)
