"""The demonstration city and a Chromium; each journey has a server of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import chromium
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
