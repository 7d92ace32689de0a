"""The gallery, and a Chromium in front of it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsers import chromium, served
from tests.templates.gallery import create_gallery


@pytest.fixture(scope="session")
def gallery() -> Flask:
    """The application that shows every component."""
    return create_gallery()


@pytest.fixture(scope="session")
def gallery_address(gallery: Flask) -> Iterator[str]:
    """Where the gallery is served."""
    with served(gallery) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser, gallery_address: str) -> Iterator[BrowserContext]:
    """A phone of its own, in Japanese, with nothing stored."""
    phone = browser.new_context(base_url=gallery_address, viewport={"width": 360, "height": 740}, locale="ja-JP")
    yield phone
    phone.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the phone that fails the test when the security policy is broken or a script fails."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script failed: {error}"))
    return page
