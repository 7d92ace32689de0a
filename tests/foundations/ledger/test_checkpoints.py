"""Giving out signed heads: only what continues what was signed before."""

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from foundations.database.session import db
from foundations.ledger.checkpoints import HistoryRewritten, newest_checkpoint, publish_checkpoint, published_tree
from foundations.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerHead, LedgerPayload
from foundations.ledger.recording import record
from foundations.ledger.signed_notes import VerifierKey, read_checkpoint
from foundations.ledger.signing_keys import MEMORY_FILE, Signer
from foundations.ledger.tree import StoredTree
from tests.foundations.ledger.conftest import AT, LATER, Recorder


def publish(signer: Signer, at: dt.datetime = AT) -> None:
    publish_checkpoint(signer, at=at)
    db.session.commit()


def count_checkpoints() -> int:
    return db.session.scalar(select(func.count()).select_from(LedgerCheckpoint)) or 0


def test_publish_checkpoint_signs_the_committed_head(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish(signer)

    row = newest_checkpoint()
    assert row is not None
    checkpoint = read_checkpoint(row.note, VerifierKey.parse(row.verifier_key))
    assert (checkpoint.size, checkpoint.root, checkpoint.signed_at) == (3, StoredTree(3).root, AT)


def test_publish_checkpoint_has_nothing_to_say_of_an_empty_tree(database: Flask, signer: Signer) -> None:
    assert publish_checkpoint(signer, at=AT) is None
    assert newest_checkpoint() is None
    assert published_tree().size == 0


def test_publish_checkpoint_signs_one_head_once(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish(signer)
    publish(signer, LATER)

    assert count_checkpoints() == 1


def test_publish_checkpoint_leaves_the_running_transaction_for_the_next(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    record("test.counted", {}, subject=None, at=AT)
    publish(signer)
    publish(signer, LATER)

    assert list(db.session.scalars(select(LedgerCheckpoint.size).order_by(LedgerCheckpoint.size))) == [3, 4]


def test_published_tree_stands_still_between_checkpoints(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish(signer)
    recorded(2)

    assert published_tree().size == 3


def test_publish_checkpoint_refuses_an_older_copy_of_the_database(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish(signer)
    for table in (LedgerPayload, LedgerEntry, LedgerHead, LedgerCheckpoint):
        db.session.execute(delete(table))
    recorded(2)

    with pytest.raises(HistoryRewritten, match="has 2 entries, but a checkpoint over 3"):
        publish_checkpoint(signer, at=LATER)


@pytest.mark.parametrize("keeps_memory", [True, False])
def test_publish_checkpoint_refuses_a_rewritten_beginning(
    recorded: Recorder, signer: Signer, tmp_path: Path, *, keeps_memory: bool
) -> None:
    recorded(3)
    publish(signer)
    if keeps_memory:
        db.session.execute(delete(LedgerCheckpoint))
    else:
        (tmp_path / "keys" / MEMORY_FILE).unlink()
    for table in (LedgerPayload, LedgerEntry, LedgerHead):
        db.session.execute(delete(table))
    recorded(5)

    with pytest.raises(HistoryRewritten, match="first 3 entries"):
        publish_checkpoint(signer, at=LATER)


def test_publish_checkpoint_refuses_one_altered_entry(recorded: Recorder, signer: Signer) -> None:
    recorded(3)
    publish(signer)
    db.session.execute(update(LedgerEntry).where(LedgerEntry.leaf_index == 1).values(commitment=bytes(32)))
    recorded(1)

    with pytest.raises(HistoryRewritten):
        publish_checkpoint(signer, at=LATER)
