"""What whoever holds an entry's key may ask: where it stands and the proof that it does.

A receipt shows that something was recorded, never what: asked for by a buyer of
votes it gives nothing away (the payload is not even read here).
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.checkpoints import newest_checkpoint
from foundations.ledger.models import LedgerCheckpoint, LedgerEntry
from foundations.ledger.tree import StoredTree


@dataclass(frozen=True)
class Receipt:
    """An entry and the newest checkpoint, which may be older than the entry."""

    entry: LedgerEntry
    checkpoint: LedgerCheckpoint | None

    @property
    def is_covered(self) -> bool:
        """Tell whether the newest checkpoint is over this entry already."""
        return self.checkpoint is not None and self.entry.leaf_index < self.checkpoint.size

    @cached_property
    def proof(self) -> list[bytes]:
        """The entry's inclusion proof in the checkpoint's tree; empty while there is none."""
        if self.checkpoint is None or not self.is_covered:
            return []
        return StoredTree(self.checkpoint.size).inclusion_proof(self.entry.leaf_index)

    @property
    def as_proof_file(self) -> str | None:
        """The proof that can be checked offline (C2SP ``tlog-proof``); None while it is not covered."""
        if self.checkpoint is None or not self.is_covered:
            return None
        lines = [
            "c2sp.org/tlog-proof@v1",
            f"extra {b64encode(self.entry.commitment).decode()}",
            f"index {self.entry.leaf_index}",
            *(b64encode(sibling).decode() for sibling in self.proof),
            "",
            self.checkpoint.note,
        ]
        return "\n".join(lines)


def receipt_for(key: str) -> Receipt | None:
    """Return the receipt of the entry with this key, or None if there is no such entry."""
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.key == key)).one_or_none()
    return None if entry is None else Receipt(entry, newest_checkpoint())


def as_typed_key(typed: str) -> str:
    """Return the key that a person copied or typed, whatever its case, spaces and hyphens; nothing if it is none."""
    key = "".join(typed.split()).replace("-", "").lower()
    return key if key.isascii() and key.isalnum() else ""  # PostgreSQL would fail on comparing a NUL
