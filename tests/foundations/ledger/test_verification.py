"""Verification finds everything that was done to the tables behind the ledger's back, and nothing else."""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from sqlalchemy import Table, delete, insert, select, text, update

from foundations.database.base import Base
from foundations.database.session import db
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.commitments import commit, envelope
from foundations.ledger.findings import Fault
from foundations.ledger.merkle import Frontier, leaf_hash
from foundations.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerHead, LedgerPayload, LedgerSubtree
from foundations.ledger.recording import PendingEntry, append, new_key, record
from foundations.ledger.signed_notes import SigningKey
from foundations.ledger.signing_keys import Signer
from foundations.ledger.verification import examine
from tests.foundations.ledger.conftest import AT, LATER, Recorder, faults, verify

LEDGER_TABLES_UPWARDS = (LedgerCheckpoint, LedgerSubtree, LedgerHead, LedgerPayload, LedgerEntry)
SIZE = 264


def test_an_untouched_ledger_is_sound(ledger: Signer) -> None:
    result = verify(ledger)

    assert result.findings == ()
    assert (result.size, result.opened, result.erased, result.checkpoints) == (SIZE, SIZE - 2, 2, 2)


def test_an_empty_ledger_is_sound(database: Flask, signer: Signer) -> None:
    assert verify(signer).is_sound


def test_a_ledger_that_eight_threads_wrote_is_sound(database: Flask, signer: Signer) -> None:
    def record_fifty(thread: int) -> None:
        with database.app_context():
            for number in range(50):
                record("test.counted", {"number": number}, subject=f"thread:{thread}", at=AT)
                db.session.commit()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(record_fifty, range(8)))

    result = verify(signer)
    assert (result.size, result.findings) == (400, ())


def test_verification_lets_others_append_meanwhile(ledger: Signer, database: Flask) -> None:
    def append_one(number: int) -> None:
        with database.app_context():
            record("test.counted", {"number": number}, subject=None, at=AT)
            db.session.commit()

    with ThreadPoolExecutor(2) as threads:
        appended = threads.map(append_one, range(20))
        results = [verify(ledger) for _ in range(5)]
        list(appended)

    assert [result.findings for result in results] == [()] * 5


# ---- What an insider would do ---------------------------------------------------


def delete_entry(index: int) -> None:
    for table in (LedgerPayload, LedgerEntry):
        db.session.execute(delete(table).where(table.leaf_index == index))


def append_unseen(**changes: Any) -> None:
    """Append an entry as the code would, with what the insider wants it to say."""
    said = {"key": new_key(), "kind": "test.counted", "subject": None, "at": AT, "payload": {}} | changes
    commitment = commit(envelope(**said))
    append(db.session(), [PendingEntry(said["key"], said["kind"], said["subject"], commitment)])


def swap(table: Table, names: Sequence[str], one: int, other: int) -> None:
    """Exchange some columns of two rows."""
    index = table.columns["leaf_index"]
    values = {
        number: db.session.execute(select(*(table.columns[name] for name in names)).where(index == number))
        .mappings()
        .one()
        for number in (one, other)
    }
    db.session.execute(update(table).where(index == one).values(dict(values[other])))
    db.session.execute(update(table).where(index == other).values(dict(values[one])))


def truncate_to(size: int) -> None:
    """Cut the tail off and make everything else fit, as a whole rewrite would."""
    db.session.execute(delete(LedgerPayload).where(LedgerPayload.leaf_index >= size))
    db.session.execute(delete(LedgerEntry).where(LedgerEntry.leaf_index >= size))
    db.session.execute(delete(LedgerCheckpoint).where(LedgerCheckpoint.size > size))
    db.session.execute(delete(LedgerSubtree).where((LedgerSubtree.number + 1) * 256 > size))
    move_head()


def move_head() -> None:
    """Make head and subtrees those of the entries that are there now."""
    frontier = Frontier()
    db.session.execute(delete(LedgerSubtree))
    for index, commitment in enumerate(
        db.session.scalars(select(LedgerEntry.commitment).order_by(LedgerEntry.leaf_index)).all()
    ):
        for level, root in enumerate(frontier.append(leaf_hash(commitment))[8::8], start=1):
            db.session.execute(insert(LedgerSubtree).values(level=level, number=index >> (8 * level), hash=root))
    db.session.execute(update(LedgerHead).values(size=frontier.size, frontier=frontier.to_bytes(), root=frontier.root))


def rewrite_entry(index: int) -> None:
    """Replace what an entry says and recompute all that follows from it."""
    row = db.session.execute(select(LedgerEntry.key).where(LedgerEntry.leaf_index == index)).one()
    forged = commit(envelope(key=row.key, kind="test.counted", subject="number:9", at=AT, payload={"number": 9}))
    db.session.execute(
        update(LedgerPayload)
        .where(LedgerPayload.leaf_index == index)
        .values(salt=forged.salt, text=forged.text, subject="number:9")
    )
    db.session.execute(update(LedgerEntry).where(LedgerEntry.leaf_index == index).values(commitment=forged.digest))
    move_head()


def change_payload(index: int, **values: Any) -> None:
    db.session.execute(update(LedgerPayload).where(LedgerPayload.leaf_index == index).values(values))


def restore_erased() -> None:
    db.session.execute(
        insert(LedgerPayload).values(leaf_index=5, kind="test.counted", subject="number:5", salt=bytes(32), text="{}")
    )


def sign_with_another_key() -> None:
    newest = db.session.scalars(select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(1)).one()
    head = db.session.scalars(select(LedgerHead)).one()
    other = SigningKey("yoriai.example/ledger", Ed25519PrivateKey.generate())
    db.session.delete(newest)
    db.session.flush()
    note = other.sign(size=head.size, root=head.root, at=LATER)
    db.session.add(LedgerCheckpoint(size=head.size, note=note, verifier_key=str(other.verifier_key)))


ENTRIES, PAYLOADS = (Base.metadata.tables[name] for name in ("ledger_entry", "ledger_payload"))
INSIDERS: dict[str, tuple[Callable[[], object], set[Fault]]] = {
    "an entry deleted": (
        lambda: delete_entry(50),
        {Fault.ENTRY_MISSING, Fault.HEAD_DIFFERS, Fault.SUBTREE_DIFFERS, Fault.HISTORY_REWRITTEN},
    ),
    "the last entry deleted": (lambda: delete_entry(SIZE - 1), {Fault.HEAD_DIFFERS}),
    "the tail cut off and all made to fit": (
        lambda: truncate_to(200),
        {Fault.HISTORY_REWRITTEN, Fault.PAYLOAD_MISSING},
    ),
    "an entry rewritten and all made to fit": (lambda: rewrite_entry(50), {Fault.HISTORY_REWRITTEN}),
    "an entry rewritten after the last checkpoint": (lambda: rewrite_entry(SIZE - 1), set()),
    "two payloads swapped": (lambda: swap(PAYLOADS, ["kind", "subject", "salt", "text"], 10, 11), {Fault.NOT_OPENING}),
    "two commitments swapped": (
        lambda: swap(ENTRIES, ["commitment"], 10, 11),
        {Fault.NOT_OPENING, Fault.HEAD_DIFFERS, Fault.SUBTREE_DIFFERS, Fault.HISTORY_REWRITTEN},
    ),
    "a row moved to another contest": (
        lambda: change_payload(10, subject="number:11"),
        {Fault.ENVELOPE_DIFFERS},
    ),
    "a row called another kind": (lambda: change_payload(10, kind="test.other"), {Fault.ENVELOPE_DIFFERS}),
    "a payload taken away": (
        lambda: db.session.execute(delete(LedgerPayload).where(LedgerPayload.leaf_index == 10)),
        {Fault.PAYLOAD_MISSING},
    ),
    "an erasure taken back": (restore_erased, {Fault.NOT_OPENING, Fault.PAYLOAD_STRAY}),
    "an entry slipped in behind the head": (
        lambda: db.session.execute(insert(LedgerEntry).values(leaf_index=SIZE, key="slipped", commitment=bytes(32))),
        {Fault.PAYLOAD_MISSING, Fault.HEAD_DIFFERS},
    ),
    "an entry dated back": (lambda: append_unseen(at=AT - dt.timedelta(days=7)), {Fault.TIME_IMPOSSIBLE}),
    "an entry under another's key": (
        lambda: change_entry_key(10),
        {Fault.ENVELOPE_DIFFERS},
    ),
    "an erased entry under another key": (lambda: change_entry_key(5), {Fault.ENVELOPE_DIFFERS}),
    "a subtree deleted": (lambda: db.session.execute(delete(LedgerSubtree)), {Fault.SUBTREE_DIFFERS}),
    "a subtree too many": (
        lambda: db.session.execute(insert(LedgerSubtree).values(level=2, number=0, hash=bytes(32))),
        {Fault.SUBTREE_DIFFERS},
    ),
    "the head gone": (lambda: db.session.execute(delete(LedgerHead)), {Fault.HEAD_DIFFERS}),
    "a checkpoint by another key": (sign_with_another_key, {Fault.CHECKPOINT_FORGED}),
    "everything gone": (
        lambda: [db.session.execute(delete(table)) for table in LEDGER_TABLES_UPWARDS],
        {Fault.HISTORY_REWRITTEN},
    ),
}


def change_entry_key(index: int) -> None:
    db.session.execute(update(LedgerEntry).where(LedgerEntry.leaf_index == index).values(key="another"))


@pytest.mark.parametrize("name", INSIDERS)
def test_what_an_insider_does_is_found(ledger: Signer, name: str) -> None:
    act, expected = INSIDERS[name]
    act()

    assert faults(ledger) == expected


def test_a_whole_rewrite_is_found_by_a_checkpoint_kept_elsewhere(ledger: Signer) -> None:
    kept = ledger.last_signed()
    assert kept is not None
    for table in LEDGER_TABLES_UPWARDS:
        db.session.execute(delete(table))
    for number in range(kept.size):
        append_unseen(subject=f"number:{number}")

    without = examine(db.session.connection(), verifier_key=None)
    with_it = examine(db.session.connection(), verifier_key=None, kept=[kept])

    assert without.is_sound
    assert [finding.fault for finding in with_it.findings] == [Fault.HISTORY_REWRITTEN]


def test_checkpoints_out_of_time_are_found(recorded: Recorder, signer: Signer) -> None:
    recorded(1)
    publish_checkpoint(signer, at=LATER)
    recorded(1)
    publish_checkpoint(signer, at=AT)

    assert faults(signer) == {Fault.TIME_IMPOSSIBLE}


def test_a_table_that_cannot_be_read_is_a_finding_not_a_crash(ledger: Signer) -> None:
    db.session.execute(text("DROP TABLE ledger_subtree"))

    assert Fault.UNREADABLE in faults(ledger)
    db.session.rollback()
