"""Recording: in the act's own transaction, last, dense, on both engines."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from foundations.database.session import db
from foundations.database.transactions import mode
from foundations.ledger import merkle, recording
from foundations.ledger.commitments import NotCanonical, opening
from foundations.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerHead, LedgerPayload, LedgerSubtree
from foundations.ledger.recording import record
from tests.foundations.ledger.conftest import AT, statements_sent


def recorded_indexes() -> list[int]:
    return list(db.session.scalars(select(LedgerEntry.leaf_index).order_by(LedgerEntry.leaf_index)))


def record_number(number: int) -> str:
    return record("test.counted", {"number": number}, subject=f"number:{number}", at=AT)


def test_record_appends_the_entry_at_commit(database: Flask) -> None:
    key = record("idea.submitted", {"title": "寄合"}, subject="idea:7", at=AT)
    db.session.commit()

    entry = db.session.scalars(select(LedgerEntry)).one()
    payload = db.session.scalars(select(LedgerPayload)).one()
    head = db.session.scalars(select(LedgerHead)).one()
    assert (entry.leaf_index, entry.key) == (0, key)
    assert (payload.leaf_index, payload.kind, payload.subject) == (0, "idea.submitted", "idea:7")
    assert opening(payload.salt, payload.text) == entry.commitment
    assert (head.size, head.root) == (1, merkle.leaf_hash(entry.commitment))


def test_record_gives_every_entry_another_key() -> None:
    keys = {recording.new_key() for _ in range(100_000)}

    assert len(keys) == 100_000
    assert {len(key) for key in keys} == {26}
    assert set("".join(keys)) == set("abcdefghijklmnopqrstuvwxyz234567")


def test_record_keeps_the_order_of_the_transaction(database: Flask) -> None:
    keys = [record_number(number) for number in range(5)]
    db.session.commit()

    assert list(db.session.scalars(select(LedgerEntry.key).order_by(LedgerEntry.leaf_index))) == keys


def test_record_refuses_a_payload_before_anything_is_written(database: Flask) -> None:
    with pytest.raises(NotCanonical):
        record("test.counted", {"share": 0.5}, subject=None, at=AT)  # type: ignore[dict-item]
    db.session.commit()

    assert recorded_indexes() == []


def test_rollback_drops_what_was_recorded(database: Flask) -> None:
    record_number(1)
    db.session.rollback()
    db.session.commit()
    record_number(2)
    db.session.commit()

    assert list(db.session.scalars(select(LedgerPayload.subject))) == ["number:2"]


def test_closing_the_session_drops_what_was_recorded(database: Flask) -> None:
    record_number(1)
    db.session.close()
    db.session.commit()

    assert recorded_indexes() == []


def test_rollback_to_a_savepoint_drops_what_was_recorded_since(database: Flask) -> None:
    record_number(1)
    outer = db.session.begin_nested()
    record_number(2)
    inner = db.session.begin_nested()
    record_number(3)
    inner.commit()
    outer.rollback()
    released = db.session.begin_nested()
    record_number(4)
    released.commit()
    assert recorded_indexes() == []
    db.session.commit()

    subjects = db.session.scalars(select(LedgerPayload.subject).order_by(LedgerPayload.leaf_index))
    assert list(subjects) == ["number:1", "number:4"]


def test_a_failed_flush_in_a_savepoint_keeps_what_was_recorded_before(database: Flask) -> None:
    record_number(1)
    savepoint = db.session.begin_nested()
    record_number(2)
    db.session.add(LedgerHead(id=2, size=0, frontier=b"", root=bytes(32)))
    with pytest.raises(IntegrityError):
        db.session.flush()
    savepoint.rollback()
    record_number(3)
    db.session.commit()

    subjects = db.session.scalars(select(LedgerPayload.subject).order_by(LedgerPayload.leaf_index))
    assert list(subjects) == ["number:1", "number:3"]


def test_a_refused_commit_leaves_no_entry(database: Flask) -> None:
    record_number(1)
    db.session.add(LedgerHead(id=2, size=0, frontier=b"", root=bytes(32)))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    db.session.commit()

    assert recorded_indexes() == []


def test_entries_are_written_last(database: Flask) -> None:
    record_number(1)
    db.session.commit()
    record_number(2)
    db.session.add(LedgerCheckpoint(size=99, note="written by the act itself", verifier_key=""))
    with statements_sent() as statements:
        db.session.commit()

    tables = [words.split()[2] for words in statements if words.startswith("INSERT")]
    assert tables == ["ledger_checkpoint", "ledger_entry", "ledger_payload"]


def test_an_append_takes_four_statements(database: Flask) -> None:
    record_number(1)
    db.session.commit()
    record_number(2)
    record_number(3)
    with statements_sent() as statements:
        db.session.commit()

    assert [statement.split()[0] for statement in statements] == ["SELECT", "INSERT", "INSERT", "UPDATE"]


def test_a_reading_transaction_cannot_record(database: Flask) -> None:
    with mode("read"):
        record_number(1)
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            db.session.commit()
        db.session.rollback()

        assert recorded_indexes() == []


def test_an_index_is_never_given_twice(database: Flask) -> None:
    record_number(1)
    db.session.commit()
    with pytest.raises(IntegrityError):
        db.session.execute(insert(LedgerEntry).values(leaf_index=0, key="another", commitment=bytes(32)))


def test_full_subtrees_are_kept_for_every_level(database: Flask) -> None:
    for start in range(0, 257, 100):
        for number in range(start, min(start + 100, 257)):
            record_number(number)
        db.session.commit()

    commitments = db.session.scalars(select(LedgerEntry.commitment).order_by(LedgerEntry.leaf_index)).all()
    subtree = db.session.scalars(select(LedgerSubtree)).one()
    assert (subtree.level, subtree.number) == (1, 0)
    assert subtree.hash == merkle.root_of(map(merkle.leaf_hash, commitments[:256]))


def test_a_subtree_of_level_two_is_kept_when_it_is_complete(database: Flask) -> None:
    # A tree of 65,535 leaves is put in place by its frontier: only the next leaf is under test.
    leaves = merkle.Frontier()
    for _ in range(2**16 - 1):
        leaves.append(bytes(32))
    head = LedgerHead(id=1, size=leaves.size, frontier=leaves.to_bytes(), root=leaves.root)
    db.session.add(head)
    db.session.commit()
    record_number(1)
    db.session.commit()

    kept = db.session.execute(select(LedgerSubtree.level, LedgerSubtree.number).order_by(LedgerSubtree.level))
    assert [tuple(row) for row in kept] == [(1, 255), (2, 0)]
    db.session.refresh(head)
    assert head.root == db.session.scalars(select(LedgerSubtree.hash).where(LedgerSubtree.level == 2)).one()


def test_eight_threads_record_a_dense_tree(database: Flask) -> None:
    def record_fifty(thread: int) -> list[str]:
        keys = []
        with database.app_context():
            for number in range(50):
                keys.append(record_number(thread * 100 + number))
                db.session.commit()
                db.session.remove()
        return keys

    with ThreadPoolExecutor(8) as threads:
        keys = [key for batch in threads.map(record_fifty, range(8)) for key in batch]

    rows = db.session.execute(select(LedgerEntry.key, LedgerEntry.commitment).order_by(LedgerEntry.leaf_index)).all()
    head = db.session.scalars(select(LedgerHead)).one()
    assert recorded_indexes() == list(range(400))
    assert {row.key for row in rows} == set(keys)
    assert (head.size, head.root) == (400, merkle.root_of(merkle.leaf_hash(row.commitment) for row in rows))
    assert db.session.scalar(select(func.count()).select_from(LedgerPayload)) == 400
