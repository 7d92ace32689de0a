"""The search page: what everybody may read is found, shown and counted, and nothing else."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import event

from contest.enums import IdeaState, Phase
from contest.models import Contest, Idea
from foundations.database.clock import now
from foundations.database.session import db
from foundations.search.indexing import bring_up_to_date, rebuild
from foundations.search.registry import Search
from foundations.search.services import queue_update
from foundations.search.whoosh_index import WhooshIndex
from foundations.web.paging import SIZE
from front_door import queries
from tests.clients import PageClient
from tests.factories.contest import make_contest, make_idea, make_person, sign_in
from tests.texts.torture import TORTURE


@pytest.fixture
def search(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """An index of this test's own."""
    usual: Search = app.extensions["search"]
    own = Search(WhooshIndex(tmp_path_factory.mktemp("search") / "index"), usual.sources)
    app.extensions["search"] = own
    yield own
    app.extensions["search"] = usual


@pytest.fixture
def contest(database: Flask, search: Search) -> Contest:
    """A contest whose ideas can be found once they are indexed."""
    return make_contest(phase=Phase.SUBMISSION)


def found(client: PageClient, query: str, **more: str) -> list[str]:
    page = client.get(f"/search?{urlencode({'q': query, **more})}")
    return [text_of(link) for link in page.root.findall(".//li/article/h3/a")]


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


def test_search_begins_with_a_question(client: PageClient, search: Search) -> None:
    page = client.get("/search")
    assert page.heading == "Search"
    assert page.fields(page.form("/search")) == {"q": [""], "kind": [""]}


def test_ideas_and_contests_are_found_and_marked(client: PageClient, contest: Contest, search: Search) -> None:
    idea = make_idea(contest, title="ｺﾞﾐ箱を増やす")
    rebuild(search)
    page = client.get("/search?q=ゴミ")
    assert page.heading == "Search: ゴミ"
    (hit,) = page.root.findall(".//li/article")
    assert [text_of(mark) for mark in hit.iter("mark")] == ["ｺﾞﾐ"]
    link = hit.find(".//a")
    assert link is not None
    assert link.get("href") == f"/ideas/{idea.id}"
    assert found(client, "theme") == ["title (en)"]
    assert found(client, "bus") == ["ｺﾞﾐ箱を増やす"]


def test_kinds_can_be_chosen_and_unknown_ones_are_refused(client: PageClient, contest: Contest, search: Search) -> None:
    make_idea(contest, title="summary of buses")
    rebuild(search)
    assert sorted(found(client, "summary")) == ["summary of buses", "title (en)"]
    assert found(client, "summary", kind="idea") == ["summary of buses"]
    assert found(client, "summary", kind="contest") == ["title (en)"]
    assert client.get_raw("/search?q=summary&kind=person").status_code == 400
    assert client.get_raw("/search?q=summary&page=x").status_code == 400


def test_results_come_in_pages(client: PageClient, contest: Contest, search: Search) -> None:
    for number in range(SIZE + 3):
        make_idea(contest, title=f"公園 {number}")
    rebuild(search)
    first, second = found(client, "公園"), found(client, "公園", page="2")
    assert (len(first), len(set(first + second))) == (SIZE, SIZE + 3)
    page = client.get("/search?q=公園&kind=idea")
    assert "23 results" in page.text
    (following,) = [a.get("href") for a in page.root.iter("a") if a.get("rel") == "next"]
    assert len(client.get(str(following)).root.findall(".//li/article")) == 3
    assert "This page is empty" in client.get("/search?q=公園&page=9").text


def test_too_many_results_say_so(
    client: PageClient, contest: Contest, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_SHOWN", 2)
    for _ in range(3):
        make_idea(contest, title="公園")
    rebuild(search)
    page = client.get("/search?q=公園")
    assert "2 results" in page.text
    assert "There is more." in page.text


def test_what_is_public_no_longer_is_neither_shown_nor_counted(
    client: PageClient, contest: Contest, search: Search
) -> None:
    """Even while the index lags behind, and for the author too."""
    author = make_person()
    idea_id, *_ = [make_idea(contest, title="公園", author=author).id for _ in range(3)]
    sign_in(client, author)
    rebuild(search)
    db.session.get_one(Idea, idea_id).withdraw(at=now())
    db.session.commit()
    assert len(found(client, "公園")) == 2
    assert "2 results" in client.get("/search?q=公園").text
    queue_update(kind="idea", key=idea_id, at=now())
    db.session.commit()
    bring_up_to_date(search)
    assert len(search.index.search("公園").hits) == 2


@pytest.mark.parametrize("state", [state for state in IdeaState if state != IdeaState.PUBLISHED])
def test_hidden_ideas_answer_like_random_words(
    client: PageClient, contest: Contest, search: Search, state: IdeaState
) -> None:
    make_idea(contest, title="公園の池")
    hidden = make_idea(contest, title="xyzzy", state=state)
    make_contest(is_announced=False, slug="xyzzy")
    rebuild(search)
    word = "".join(random.Random(state).choices("bcdfghjk", k=5))
    same = "No such word: {}"
    assert hidden.id
    page, other = client.get("/search?q=xyzzy"), client.get(f"/search?q={word}")
    assert page.text.replace("xyzzy", same) == other.text.replace(word, same)
    assert found(client, "池") == found(client, "池 ") == ["公園の池"]


def test_some_words_are_better_than_nothing(client: PageClient, contest: Contest, search: Search) -> None:
    make_idea(contest, title="公園の池")
    rebuild(search)
    assert "have some of them" in client.get("/search?q=公園 図書館").text
    assert "have some of them" not in client.get("/search?q=公園 池").text
    assert "Nothing was found" in client.get("/search?q=図書館 病院").text


def test_missing_index_is_told_and_never_an_error(client: PageClient, contest: Contest, search: Search) -> None:
    make_idea(contest, title="公園")
    page = client.get("/search?q=公園")
    assert "The search is being prepared" in page.text
    assert "Nothing was found" not in page.text
    bring_up_to_date(search)
    assert "The search is being prepared" not in client.get("/search?q=公園").text
    assert found(client, "公園") == ["公園"]


def test_search_asks_the_database_the_same_number_of_times(
    client: PageClient, contest: Contest, search: Search
) -> None:
    def queries_of(query: str) -> int:
        asked: list[str] = []
        with client.app.app_context():
            engine = db.engine
        listen = lambda *arguments: asked.append(arguments[2])  # noqa: E731 - the event hands over six arguments
        event.listen(engine, "before_cursor_execute", listen)
        assert found(client, query)
        event.remove(engine, "before_cursor_execute", listen)
        return len([statement for statement in asked if "FROM ideas" in statement or "FROM contests" in statement])

    make_idea(contest, title="公園 one")
    for _ in range(3):
        make_idea(contest, title="公園 three")
    rebuild(search)
    # Which ideas are public, and what their lines show.
    assert queries_of("one") == queries_of("three") == 2


@pytest.mark.slow
@pytest.mark.parametrize(("name", "text"), TORTURE)
def test_search_answers_any_text(client: PageClient, search: Search, name: str, text: str) -> None:
    rebuild_nothing(search)
    response = client.get_raw(f"/search?{urlencode({'q': text.encode('utf-8', 'surrogatepass')})}")
    assert response.status_code in {200, 400}, response.text[:200]


def test_search_speaks_japanese(app: Flask, search: Search) -> None:
    rebuild_nothing(search)
    page = PageClient(app, language="ja").get("/search?q=公園")
    assert page.heading == "「公園」の検索"
    assert "見つかりませんでした" in page.text


def rebuild_nothing(search: Search) -> None:
    with search.index.writing() as writer:
        writer.rebuild([])
