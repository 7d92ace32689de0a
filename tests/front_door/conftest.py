"""The demonstration city, loaded once for the tests that only read it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.conftest import empty_database


@dataclass(frozen=True, slots=True)
class LoadedCity:
    """The application with the city in it, what ``demo load`` said, and the processor time it took in seconds."""

    app: Flask
    said: str
    seconds: float


@pytest.fixture(scope="module")
def city(built_app: Flask) -> Iterator[LoadedCity]:
    """The demonstration city in the database of this module's tests, none of which may write."""
    empty_database(built_app)  # whatever ran before
    started = time.process_time()
    finished = built_app.test_cli_runner().invoke(args=["demo", "load"], catch_exceptions=False)
    yield LoadedCity(built_app, finished.output, time.process_time() - started)
    empty_database(built_app)
