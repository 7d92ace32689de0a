"""A person before a purpose."""

import pytest
from flask import Flask

from tests.consent.desks import Desk


@pytest.fixture
def desk(database: Flask) -> Desk:
    """A person before a purpose."""
    return Desk()
