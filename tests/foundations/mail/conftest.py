"""A bare application that can queue mail, and a post office to send it to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from foundations.web.languages import init_languages
from tests.foundations.mail.post_office import PostOffice, open_post_office


@pytest.fixture
def mail_app(own_app: Flask, tmp_path: Path) -> Flask:
    """A bare application with an outbox, in an application context, not in demonstration mode."""
    own_app.config.update(BASE_URL="https://yoriai.example", DEMONSTRATION_MODE=False, DATA_DIR=tmp_path / "data")
    init_languages(own_app)
    return own_app


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server that takes everything until told otherwise."""
    with open_post_office() as office:
        yield office
