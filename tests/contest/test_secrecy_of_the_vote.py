"""Until the release no page tells that, how many or for whom ballots were cast."""

import re
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from contest.enums import Phase, WindowKind
from contest.methods.ballots import Choice
from contest.models import Contest, Idea
from contest.services.ballots import cast_ballot
from foundations.database.clock import now
from foundations.database.session import db
from tests.clients import PageClient
from tests.factories.accounts import actor_of, grant_role, make_person, sign_in
from tests.factories.contest import make_contest, make_idea

NEW_EACH_TIME = re.compile(r'(name="(csrf_token|idempotency_key)" value=")[^"]*')
# The ledger by an opaque entry of whatever kind, the demonstration's mail by every mail.
KNOWN_TO_GROW = ("/ledger", "/readyz", "/demo")
OFFICES = [Role.SECRETARIAT, Role.JUDGE, Role.AUDITOR, Role.ADMINISTRATOR, Role.CHAIR]


def pages_of(app: Flask, contest: Contest) -> list[str]:
    """The addresses of every page that needs no more than this contest and its ideas."""
    known = {"slug": contest.slug, "idea_id": db.session.scalars(select(Idea.id)).first()}
    with app.test_request_context():
        rules = [
            rule
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or set())
            and rule.arguments <= known.keys()
            and rule.endpoint != "static"
            and not rule.rule.startswith(KNOWN_TO_GROW)
        ]
        values: list[dict[str, Any]] = [{name: known[name] for name in rule.arguments} for rule in rules]
        return [app.url_for(rule.endpoint, **given) for rule, given in zip(rules, values, strict=True)]


def read(readers: dict[str, PageClient], addresses: list[str]) -> dict[tuple[str, str], tuple[int, str]]:
    """What everybody reads on every page."""
    answers = {(name, address): client.get_raw(address) for name, client in readers.items() for address in addresses}
    return {place: (answer.status_code, NEW_EACH_TIME.sub(r"\1", answer.text)) for place, answer in answers.items()}


def readers_of(app: Flask) -> dict[str, PageClient]:
    """A visitor, a citizen and everybody who holds an office, each with a browser."""
    readers = {name: PageClient(app) for name in ("visitor", "citizen", *OFFICES)}
    for name, client in list(readers.items())[1:]:
        person = make_person(name=name)
        sign_in(client, person)
        if name in OFFICES:
            grant_role(person, Role(name))
    return readers


@pytest.mark.slow
@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.JUDGING, Phase.CLOSED])
def test_no_page_changes_when_ballots_are_cast_until_the_counts_are_opened(database: Flask, phase: Phase) -> None:
    contest = make_contest(phase=phase)
    ideas = [make_idea(contest).id for _ in range(3)]
    readers = readers_of(database)
    addresses = pages_of(database, contest)
    assert f"/contests/{contest.slug}/ballot" in addresses
    at = now()
    with time_machine.travel(at, tick=False):
        before = read(readers, addresses)
    during = contest.window(WindowKind.VOTING).opens_at
    for _ in range(5):
        cast_ballot(contest=contest, choices=[Choice(ideas[0])], by=actor_of(make_person(), at=during))
    db.session.commit()
    with time_machine.travel(at, tick=False):
        after = read(readers, addresses)
    assert [place for place in before if before[place] != after[place]] == []
