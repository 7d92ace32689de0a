"""Tables of the ledger. Nothing stands in them that ``verification`` could not check."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundations.database.base import Base
from foundations.database.columns import RowId, digest, long_text

KEY_LENGTH = 26


class LedgerEntry(Base):
    """One leaf of the tree: never changed, never removed."""

    __tablename__ = "ledger_entry"

    leaf_index: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    """Unguessable; whoever holds it may ask for the entry's proof."""
    commitment: Mapped[digest]


class LedgerPayload(Base):
    """What an entry's commitment opens to; erased alone, with its salt.

    ``text`` is the envelope that was hashed; ``kind`` and ``subject`` stand in it
    too and are repeated here to be searched for.
    """

    __tablename__ = "ledger_payload"

    leaf_index: Mapped[int] = mapped_column(
        RowId, ForeignKey("ledger_entry.leaf_index"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(100), index=True)
    subject: Mapped[str | None] = mapped_column(String(200), index=True)
    salt: Mapped[digest]
    text: Mapped[str] = mapped_column(Text())


class LedgerSubtree(Base):
    """The root of one complete subtree of ``256**level`` leaves: one hash in a tile of that level.

    Level 0 are the entries themselves, so only levels from 1 have rows: one row for
    every 256 entries.
    """

    __tablename__ = "ledger_subtree"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    hash: Mapped[digest]


class LedgerHead(Base):
    """The tree as it stands, in one row: what an append reads, locks and writes."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(RowId)
    frontier: Mapped[bytes] = mapped_column(LargeBinary())
    root: Mapped[digest]


class LedgerCheckpoint(Base):
    """A head that was signed and given out, with the key that checks it.

    Root and time are read from the signed note, so that they cannot differ from it.
    """

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    note: Mapped[long_text]
    verifier_key: Mapped[long_text]
