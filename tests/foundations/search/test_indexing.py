"""The index follows the database, late, twice or never."""

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from foundations.database.session import db, transaction
from foundations.search import indexing
from foundations.search.indexing import bring_up_to_date, count_waiting, newest_change, rebuild
from foundations.search.interface import IndexBusy, SearchDocument
from foundations.search.jobs import JOBS
from foundations.search.models import SearchChange
from foundations.search.registry import Search
from foundations.search.services import queue_update
from foundations.search.whoosh_index import WhooshIndex

AT = dt.datetime(2026, 5, 1, 3, 0, tzinfo=dt.UTC)


class Shelf:
    """Stands for a feature's table."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.questions: list[set[str] | None] = []

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        self.questions.append(None if keys is None else set(keys))
        for key, text in self.texts.items():
            if keys is None or key in keys:
                yield SearchDocument("idea", key, "", text)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def search(root: Path, shelf: Shelf) -> Search:
    return Search(WhooshIndex(root), {"idea": shelf.documents})


def note(*keys: object, kind: str = "idea") -> None:
    for key in keys:
        queue_update(kind=kind, key=key, at=AT)
    db.session.commit()


def found(search: Search, query: str = "公園") -> set[str]:
    return {hit.key for hit in search.index.search(query).hits}


def test_change_is_a_row_of_the_act_s_own_transaction(database: Flask) -> None:
    queue_update(kind="idea", key=7, at=AT)
    db.session.rollback()
    assert db.session.scalars(select(SearchChange)).all() == []
    note(7)
    (change,) = db.session.scalars(select(SearchChange))
    assert (change.kind, change.key, change.queued_at) == ("idea", "7", AT)


def test_first_look_builds_the_index(database: Flask, search: Search, shelf: Shelf) -> None:
    shelf.texts = {"1": "公園", "2": "公園"}
    bring_up_to_date(search)
    assert found(search) == {"1", "2"}
    assert shelf.questions == [None]


def test_changes_are_written_as_the_records_are_now(database: Flask, search: Search, shelf: Shelf) -> None:
    shelf.texts = {"1": "公園", "2": "公園"}
    bring_up_to_date(search)
    shelf.texts = {"1": "図書館", "3": "公園"}
    note(1, 2, 3, 3, 4)
    assert bring_up_to_date(search) == 5
    assert found(search) == {"3"}
    assert found(search, "図書館") == {"1"}
    assert shelf.questions[1:] == [{"1", "2", "3", "4"}]
    assert count_waiting(db.session()) == 0


def test_without_changes_nothing_is_asked_or_written(database: Flask, search: Search, shelf: Shelf, root: Path) -> None:
    bring_up_to_date(search)
    sealed = (root / "seal.json").read_bytes()
    assert bring_up_to_date(search) == 0
    assert shelf.questions == [None]
    assert (root / "seal.json").read_bytes() == sealed


def test_death_after_writing_only_repeats_it(
    database: Flask, search: Search, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_date(search)
    shelf.texts = {"1": "公園"}
    note(1)
    with monkeypatch.context() as death:
        death.setattr(indexing, "delete", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring_up_to_date(search)
    assert found(search) == {"1"}
    assert bring_up_to_date(search) == 1
    assert found(search) == {"1"}
    assert count_waiting(db.session()) == 0


def test_many_changes_are_written_in_batches(
    database: Flask, search: Search, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH", 3)
    bring_up_to_date(search)
    shelf.texts = {str(number): "公園" for number in range(8)}
    note(*range(8))
    assert bring_up_to_date(search) == 8
    assert len(found(search)) == 8
    assert [len(keys or ()) for keys in shelf.questions[1:]] == [3, 3, 2]


def test_change_noted_meanwhile_is_not_lost(database: Flask, search: Search, shelf: Shelf) -> None:
    bring_up_to_date(search)
    shelf.texts = {"1": "公園"}
    note(1)

    def interrupted(keys: Collection[str] | None) -> Iterator[SearchDocument]:
        yield from list(shelf.documents(keys))
        if shelf.texts["1"] == "公園":
            shelf.texts["1"] = "図書館"
            db.session.rollback()
            with transaction("write"):
                queue_update(kind="idea", key=1, at=AT)

    bring_up_to_date(Search(search.index, {"idea": interrupted}))
    assert found(search, "図書館") == {"1"}
    assert found(search) == set()


def test_numbers_of_changes_are_never_given_twice(database: Flask, search: Search) -> None:
    note(1)
    first = newest_change(db.session())
    bring_up_to_date(search)
    note(1)
    second = newest_change(db.session())
    assert first is not None
    assert second is not None
    assert second[0] > first[0]


def test_changes_of_unknown_kinds_are_taken_out(database: Flask, search: Search) -> None:
    note(1, kind="poem")
    assert bring_up_to_date(search) == 1
    assert count_waiting(db.session()) == 0


def test_damaged_index_is_built_again_by_itself(database: Flask, search: Search, shelf: Shelf, root: Path) -> None:
    shelf.texts = {"1": "公園"}
    bring_up_to_date(search)
    for path in root.glob("index-*/*"):
        path.write_bytes(b"?")
    bring_up_to_date(search)
    fresh = WhooshIndex(root)
    assert [hit.key for hit in fresh.search("公園").hits] == ["1"]


def test_rebuild_counts_aloud(database: Flask, search: Search, shelf: Shelf) -> None:
    shelf.texts = {"1": "公園", "2": "公園"}
    told: list[int] = []
    assert rebuild(search, tell=told.append) == 2
    assert told == [1, 2]


def test_held_index_is_left_alone(database: Flask, search: Search, shelf: Shelf, root: Path) -> None:
    note(1)
    with WhooshIndex(root).writing():
        with pytest.raises(IndexBusy):
            bring_up_to_date(search, timeout=0.1)
        with pytest.raises(IndexBusy):
            rebuild(search, timeout=0.1)
    assert count_waiting(db.session()) == 1


def test_jobs_come_due_with_the_newest_change(database: Flask) -> None:
    (changes,) = [job for job in JOBS if job.name == "search-changes"]
    assert changes.due is not None
    assert list(changes.due(db.session(), AT)) == []
    note(1, 2)
    (newest,) = changes.due(db.session(), AT)
    number = db.session.scalars(select(SearchChange.id).order_by(SearchChange.id.desc())).first()
    assert newest == (f"up-to-{number}", AT)
