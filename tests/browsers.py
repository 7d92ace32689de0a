"""A real Chromium, and servers on this machine for it to visit."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class _Shared:
    """The one browser of this process: Playwright allows no second one beside it."""

    stack: ExitStack
    browser: Browser
    users = 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that ``./do`` names, or one on the path; started for the first user, closed after the last."""
    if not _Shared.users:
        with ExitStack() as opening:
            _Shared.browser = opening.enter_context(_started())
            _Shared.stack = opening.pop_all()
    _Shared.users += 1
    try:
        yield _Shared.browser
    finally:
        _Shared.users -= 1
        if not _Shared.users:
            _Shared.stack.close()


@contextmanager
def _started() -> Iterator[Browser]:
    path = os.environ.get("YORIAI_TEST_BROWSER") or shutil.which("chromium")
    # Chromium cannot sandbox itself for root, as in a container; the pages are our own.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free port of this machine; yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()


def faults(page: Page) -> list[str]:
    """What axe finds on the page, and whether anything sticks out of the window."""
    found = Axe().run(page, options={"runOnly": AXE_RULES})
    stands_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [
        *(f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]),
        *([f"{stands_out} pixels stick out"] if stands_out > 0 else []),
    ]
