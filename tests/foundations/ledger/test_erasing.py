"""Erasing a payload: it is gone, the tree is not, and the erasure is on record."""

import json

import pytest
from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.erasing import ERASURE, NotErasable, erase_payloads
from foundations.ledger.models import LedgerEntry, LedgerPayload
from foundations.ledger.recording import record
from foundations.ledger.tree import StoredTree
from tests.foundations.ledger.conftest import AT, Recorder


def kept_subjects() -> list[str | None]:
    return list(db.session.scalars(select(LedgerPayload.subject).order_by(LedgerPayload.leaf_index)))


def test_erase_payloads_leaves_the_tree_and_says_why(recorded: Recorder) -> None:
    keys = recorded(4)
    root = StoredTree(4).root

    said = erase_payloads([keys[1], keys[3]], ground="APPI article 35", at=AT)
    db.session.commit()

    assert kept_subjects() == ["number:0", "number:2", None]
    assert StoredTree(4).root == root
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.key == said)).one()
    assert entry.leaf_index == 4
    payload = db.session.get_one(LedgerPayload, 4)
    assert payload.kind == ERASURE
    assert json.loads(payload.text)["payload"] == {
        "erased": [{"index": 1, "key": keys[1]}, {"index": 3, "key": keys[3]}],
        "ground": "APPI article 35",
    }


def test_erase_payloads_erases_all_or_nothing(recorded: Recorder) -> None:
    keys = recorded(2)

    with pytest.raises(NotErasable, match="1 of 2"):
        erase_payloads([keys[0], "unknown"], ground="by mistake", at=AT)

    assert kept_subjects() == ["number:0", "number:1"]


def test_erase_payloads_refuses_what_is_erased_already(recorded: Recorder) -> None:
    keys = recorded(2)
    erase_payloads([keys[0]], ground="APPI article 35", at=AT)
    db.session.commit()

    with pytest.raises(NotErasable):
        erase_payloads([keys[0]], ground="APPI article 35", at=AT)


def test_erase_payloads_refuses_to_hide_an_erasure(recorded: Recorder) -> None:
    keys = recorded(1)
    said = erase_payloads(keys, ground="APPI article 35", at=AT)
    db.session.commit()

    with pytest.raises(NotErasable):
        erase_payloads([said], ground="to hide it", at=AT)


def test_erase_payloads_refuses_an_entry_that_is_not_in_the_tree_yet(recorded: Recorder) -> None:
    recorded(1)
    key = record("test.counted", {}, subject=None, at=AT)

    with pytest.raises(NotErasable):
        erase_payloads([key], ground="too early", at=AT)


def test_erase_payloads_refuses_no_keys(recorded: Recorder) -> None:
    recorded(1)

    with pytest.raises(NotErasable):
        erase_payloads([], ground="nothing", at=AT)
