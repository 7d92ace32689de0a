"""Cities of their own for tests that use real servers or change the schema."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from foundations.database.base import Base
from foundations.database.session import db
from foundations.settings import Settings
from tests.conftest import scratch_database
from tests.faults.servers import House, Size, served

SIZES = {"small": Size(processes=2, threads=8), "large": Size(processes=4, threads=32)}


@contextmanager
def built(folder: Path) -> Iterator[Flask]:
    """The application over an empty database of its own, without tables; whoever keeps it keeps no context open."""
    with scratch_database(folder) as url:
        app = create_app(
            Settings(
                data_dir=folder,
                database_url=url,
                secret_key=secrets.token_urlsafe(48),
                base_url="http://localhost",
                host="127.0.0.1",
                port=0,
                is_demonstration=True,
                smtp_url=None,
            )
        )
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def opened() -> Iterator[tuple[ExitStack, dict[str, House]]]:
    """The houses opened so far, to be closed at the end: opening one takes longer than what happens in it."""
    with ExitStack() as stack:
        yield stack, {}


@pytest.fixture
def house(
    request: pytest.FixtureRequest,
    opened: tuple[ExitStack, dict[str, House]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """A served city of the size asked for, which tests share; each makes its own contests and people in it."""
    stack, houses = opened
    size: str = request.param
    if size not in houses:
        with ExitStack() as opening:
            app = opening.enter_context(built(tmp_path_factory.mktemp(size)))
            with app.app_context():
                Base.metadata.create_all(db.engine)
            houses[size] = House(app, opening.enter_context(served(app, SIZES[size])), SIZES[size])
            stack.push(opening.pop_all())
    with houses[size].app.app_context():
        yield houses[size]
        db.session.remove()
