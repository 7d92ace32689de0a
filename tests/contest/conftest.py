"""A contest in voting and somebody to vote in it."""

import pytest
from flask import Flask

from accounts.models import Person
from contest.models import Contest
from tests.clients import PageClient
from tests.factories.accounts import make_person, sign_in
from tests.factories.contest import make_contest, make_idea


@pytest.fixture
def night(database: Flask) -> Contest:
    """A contest in voting: two divisions with four ideas each, three picks in each."""
    contest = make_contest(slug="night", picks=3)
    for division in contest.divisions:
        for _ in range(4):
            make_idea(contest, division=division)
    return contest


@pytest.fixture
def voter(client: PageClient, night: Contest) -> Person:
    """A confirmed person, signed in with ``client``."""
    person = make_person()
    sign_in(client, person)
    return person
