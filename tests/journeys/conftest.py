"""The demonstration city and a Chromium; each journey has a server of its own. And the small city that is looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from accounts.enums import CodePurpose
from accounts.services.codes import issue_code
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.recording import record
from tests.access.world import World, build_world
from tests.browsers import chromium, served
from tests.conftest import empty_database
from tests.factories.accounts import make_person
from tests.journeys.city import City, load_city, served_city


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def loaded_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a city that nobody has touched yet."""
    folder = tmp_path_factory.mktemp("city")
    load_city(folder)
    return folder


@pytest.fixture
def own_city(loaded_city: Path, tmp_path: Path) -> Iterator[City]:
    """A server whose city the journey may change."""
    with served_city(loaded_city, tmp_path / "data") as city:
        yield city


@pytest.fixture(scope="module")
def world(built_app: Flask) -> Iterator[World]:
    """The small city of the access tests, which reading does not change."""
    with built_app.app_context():
        world = build_world(built_app)
        person = make_person(is_confirmed=False)
        for purpose in CodePurpose:
            world.name("code", purpose.value, issue_code(person=person, purpose=purpose, at=now()))
        world.name("key", "a real entry", record("contest.announced", {}, subject=None, at=now()))
        db.session.commit()
    yield world
    empty_database(built_app)


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    """Where the world is served."""
    with served(world.app) as address:
        yield address
