"""Signing the tree's head and giving it out.

The public sees the tree as of the newest checkpoint, not as of this second: a size
that moved with every act would let a bystander tie an act to its entry, or count turnout.
"""

import datetime as dt

from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.merkle import EMPTY_ROOT, is_consistent
from foundations.ledger.models import LedgerCheckpoint, LedgerHead
from foundations.ledger.signed_notes import Checkpoint, VerifierKey, read_checkpoint
from foundations.ledger.signing_keys import Signer
from foundations.ledger.tree import StoredTree


class HistoryRewritten(RuntimeError):
    """The tree does not continue what was signed before, so its head is not signed."""


def check_head() -> str:
    """Return "ok" if the head can be read. Its size stays unsaid: at the hour it would tell the turnout of a vote."""
    db.session.scalar(select(LedgerHead.size))
    return "ok"


def newest_checkpoint() -> LedgerCheckpoint | None:
    """Return the checkpoint that the public sees, if any was given out yet."""
    return db.session.scalars(select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(1)).one_or_none()


def opened_checkpoint(row: LedgerCheckpoint) -> Checkpoint:
    """Return what the row's note says.

    Raises:
        NoteRefused: if it is not signed by the key beside it.
    """
    return read_checkpoint(row.note, VerifierKey.parse(row.verifier_key))


def signed_at_of_newest() -> tuple[int, dt.datetime | None]:
    """Return the size of the newest checkpoint and when it was signed; (0, None) if there is none."""
    newest = newest_checkpoint()
    return (0, None) if newest is None else (newest.size, opened_checkpoint(newest).signed_at)


def published_tree() -> StoredTree:
    """Return the tree as of the newest checkpoint."""
    newest = newest_checkpoint()
    return StoredTree(0 if newest is None else newest.size)


def publish_checkpoint(signer: Signer, *, at: dt.datetime) -> LedgerCheckpoint | None:
    """Sign the committed head and give it out; None while the tree is empty.

    Called as often as one likes: a head that was signed before is not signed again.
    Entries that the running transaction has recorded wait for the next checkpoint.

    Raises:
        HistoryRewritten: if the tree does not continue the last checkpoint signed.
        NoteRefused: if the memory of that checkpoint was tampered with.
    """
    head = db.session.execute(select(LedgerHead.size, LedgerHead.root).with_for_update()).one_or_none()
    newest = newest_checkpoint()
    last = signer.last_signed() or (None if newest is None else opened_checkpoint(newest))
    size, root = (0, EMPTY_ROOT) if head is None else (head.size, head.root)
    if last is not None:
        _check_continuation(last, size, root)
    if size == 0 or (newest is not None and newest.size == size):
        return newest
    note = signer.key.sign(size=size, root=root, at=at)
    signer.remember(note)
    checkpoint = LedgerCheckpoint(size=size, note=note, verifier_key=signer.verifier_key)
    db.session.add(checkpoint)
    return checkpoint


def _check_continuation(last: Checkpoint, size: int, root: bytes) -> None:
    if size < last.size:
        message = f"the tree has {size} entries, but a checkpoint over {last.size} was signed at {last.signed_at}"
        raise HistoryRewritten(message)
    proof = StoredTree(size).consistency_proof(last.size)
    if not is_consistent(last.size, size, last.root, root, proof):
        message = f"the first {last.size} entries are not those that were signed at {last.signed_at}"
        raise HistoryRewritten(message)
