"""``flask search rebuild``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from foundations.search import cli
from foundations.search.cli import search_commands
from foundations.search.interface import SearchDocument
from foundations.search.registry import Search, current_search
from foundations.search.whoosh_index import WhooshIndex


@pytest.fixture
def own_search(app: Flask, root: Path) -> Iterator[Flask]:
    """The application with an index of its own, fed with three documents."""
    usual = app.extensions["search"]
    documents = [SearchDocument("idea", str(number), "", "公園") for number in range(3)]
    app.extensions["search"] = Search(WhooshIndex(root), {"idea": lambda _keys: documents})
    yield app
    app.extensions["search"] = usual


def run(app: Flask) -> Result:
    return app.test_cli_runner().invoke(search_commands, ["rebuild"])


def test_rebuild_says_how_many_can_be_found(own_search: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_TELL_EVERY", 2)
    result = run(own_search)
    assert (result.exit_code, result.output) == (0, "2 documents …\n3 documents can be found.\n")
    with own_search.app_context():
        assert len(current_search().index.search("公園").hits) == 3


def test_rebuild_leaves_a_held_index_alone(own_search: Flask, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_TIMEOUT_SECONDS", 0.1)
    with WhooshIndex(root).writing():
        result = run(own_search)
    assert result.exit_code == 1
    assert "Another process is writing the index." in result.output
