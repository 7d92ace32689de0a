"""What of contests and ideas is found: what everybody may read, as it is now."""

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from contest.enums import IdeaState, Phase
from contest.search_documents import contest_documents, idea_documents
from contest.services.contests import announce_contest
from contest.services.ideas import withdraw_idea
from contest.services.moderation import publish_idea, refuse_idea
from foundations.database.session import db
from foundations.search.models import SearchChange
from tests.factories.contest import actor_of, make_contest, make_criterion, make_idea, make_person


def changes() -> list[tuple[str, str]]:
    return [(change.kind, change.key) for change in db.session.scalars(select(SearchChange).order_by(SearchChange.id))]


def test_only_published_ideas_are_found(database: Flask) -> None:
    contest = make_contest()
    ideas = {state: make_idea(contest, state=state) for state in IdeaState}
    published = ideas[IdeaState.PUBLISHED]
    (document,) = idea_documents(None)
    assert (document.kind, document.key, document.title) == ("idea", str(published.id), published.title)
    assert document.body == "The bus is always late.\nShow where the bus is.\nPositions of buses."
    assert list(idea_documents({str(idea.id) for idea in ideas.values()})) == [document]
    assert list(idea_documents({str(ideas[IdeaState.DRAFT].id)})) == []


def test_only_announced_contests_are_found(database: Flask) -> None:
    shown, hidden = make_contest(), make_contest(is_announced=False)
    (document,) = contest_documents(None)
    assert (document.kind, document.key, document.title) == ("contest", str(shown.id), "title (ja)\ntitle (en)")
    assert "rules (en)" in document.body
    assert list(contest_documents({str(shown.id), str(hidden.id)})) == [document]


def test_acts_that_change_what_is_public_are_noted(database: Flask) -> None:
    contest = make_contest(phase=Phase.SUBMISSION)
    ideas = [make_idea(contest, state=IdeaState.SUBMITTED) for _ in range(3)]
    by = actor_of(make_person(), roles={Role.SECRETARIAT: "everywhere"})
    publish_idea(idea=ideas[0], by=by)
    refuse_idea(idea=ideas[1], reason="It names a person.", by=by)
    withdraw_idea(idea=ideas[2], by=by)
    db.session.flush()
    assert changes() == [("idea", str(idea.id)) for idea in ideas]


def test_announcement_is_noted(database: Flask) -> None:
    contest = make_contest(phase=Phase.ANNOUNCED, is_announced=False)
    make_criterion(contest)
    announce_contest(contest=contest, by=actor_of(make_person()))
    db.session.flush()
    assert changes() == [("contest", str(contest.id))]


@pytest.mark.parametrize("kind", ["idea", "contest"])
def test_documents_of_nothing_are_none(database: Flask, kind: str) -> None:
    make_idea(make_contest())
    assert list((idea_documents if kind == "idea" else contest_documents)(set())) == []
