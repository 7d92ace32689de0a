"""The clock brings the index up to date soon after a change, and repairs it within a minute."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from foundations.database.clock import now
from foundations.database.session import db
from foundations.scheduling.models import JobRun
from foundations.scheduling.running import run_what_is_due
from foundations.search import jobs
from foundations.search.indexing import count_waiting
from foundations.search.interface import IndexBusy, SearchDocument
from foundations.search.registry import Search
from foundations.search.services import queue_update
from foundations.search.whoosh_index import WhooshIndex

CHANGES, REPAIR = jobs.JOBS


@pytest.fixture
def search(database: Flask, root: Path) -> Iterator[Search]:
    """The application's search, with an index of its own and one document."""
    usual = database.extensions["search"]
    own = Search(WhooshIndex(root), {"idea": lambda _keys: [SearchDocument("idea", "1", "", "公園")]})
    database.extensions["search"] = own
    yield own
    database.extensions["search"] = usual


def test_change_is_written_once_and_soon(search: Search) -> None:
    assert run_what_is_due(CHANGES, by="test") == 0
    queue_update(kind="idea", key=1, at=now())
    db.session.commit()
    assert run_what_is_due(CHANGES, by="test") == 1
    assert [hit.key for hit in search.index.search("公園").hits] == ["1"]
    assert run_what_is_due(CHANGES, by="test") == 0


def test_missing_index_is_built_within_a_minute(search: Search) -> None:
    assert search.index.search("公園").is_degraded
    assert run_what_is_due(REPAIR, by="test") == 1
    assert not search.index.search("公園").is_degraded


def test_held_index_is_no_failure_and_is_seen_to_later(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_search: Search) -> int:
        raise IndexBusy

    queue_update(kind="idea", key=1, at=now())
    db.session.commit()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(jobs, "bring_up_to_date", held)
        assert run_what_is_due(CHANGES, by="test") == 1
    assert db.session.scalars(select(JobRun.failed_at)).all() == [None]
    assert count_waiting(db.session()) == 1
    run_what_is_due(REPAIR, by="test")
    assert count_waiting(db.session()) == 0
