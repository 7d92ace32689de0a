"""A platform with one permitted use, and the machine of who may make it."""

import pytest
from flask import Flask

from tests.data_platform.machines import Machine
from tests.factories.platform import Platform


@pytest.fixture
def platform(database: Flask) -> Platform:
    return Platform()


@pytest.fixture
def machine(database: Flask, platform: Platform) -> Machine:
    return Machine(database, platform)
