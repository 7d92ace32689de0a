"""Somebody who writes a comment."""

import pytest
from flask import Flask

from accounts.models import Person
from contest.enums import Phase
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD
from tests.factories.contest import make_contest, make_idea, make_person, sign_in


@pytest.fixture
def writer(client: PageClient, database: Flask) -> Person:
    """Somebody with a password, signed in with the client."""
    person = make_person(password=PASSWORD)
    sign_in(client, person)
    return person


@pytest.fixture
def address(writer: Person) -> str:
    """An idea that the writer can comment on."""
    return f"/ideas/{make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person()).id}"
