"""What people write says in which language it is, wherever it stands on a page in another one (WCAG 3.1.2)."""

from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from contest.enums import Phase
from contest.models import Comment
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import Page, PageClient
from tests.factories.contest import make_contest, make_idea, make_person

TITLE, PROPOSAL = "夜のバス停に明かりを", "人が近づくと光る明かりを付けてほしい。"


def languages_of(page: Page, text: str) -> set[str]:
    """The languages that the page's main part gives for ``text``."""
    main = page.root.find(".//main")
    assert main is not None
    found: set[str] = set()

    def visit(element: ET.Element, language: str) -> None:
        language = element.get("lang", language)
        if (element.text or "").strip() == text:
            found.add(language)
        for child in element:
            visit(child, language)

    visit(main, page.root.get("lang", ""))
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_idea_and_its_comments_are_marked_in_their_own_language(database: Flask, language: str) -> None:
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), title=TITLE)
    idea.proposal = PROPOSAL
    for body in ("Good idea.", "賛成です。"):
        db.session.add(Comment(idea_id=idea.id, author_id=make_person().id, body=body, posted_at=now()))
    db.session.commit()

    page = PageClient(database, language).get(f"/ideas/{idea.id}")

    assert {text: languages_of(page, text) for text in (TITLE, PROPOSAL, idea.problem, "Good idea.", "賛成です。")} == {
        TITLE: {"ja"},
        PROPOSAL: {"ja"},
        idea.problem: {"en"},
        "Good idea.": {"en"},
        "賛成です。": {"ja"},
    }


@pytest.mark.parametrize("language", ["ja", "en"])
def test_title_in_a_list_is_marked_in_its_own_language(database: Flask, language: str) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    for title in (TITLE, "Lights at bus stops"):
        make_idea(contest, title=title)

    page = PageClient(database, language).get(f"/contests/{contest.slug}/ideas")

    assert languages_of(page, TITLE) == {"ja"}
    assert languages_of(page, "Lights at bus stops") == {"en"}


def test_text_in_the_language_of_the_page_is_not_marked(database: Flask) -> None:
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), title=TITLE)

    page = PageClient(database, "ja").get(f"/ideas/{idea.id}")

    heading = page.root.find(".//h1")
    assert heading is not None
    assert (heading.text, list(heading)) == (TITLE, [])
