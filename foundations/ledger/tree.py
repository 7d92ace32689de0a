"""The tree as the tables hold it, read up to a size: tiles, roots and proofs in a few reads each.

A *tile* is 256 neighbouring hashes of one level (C2SP ``tlog-tiles``). Level 0 are the
entries, level ``l`` the roots of complete subtrees of ``256**l`` leaves. Whatever lies
between two levels, or at the unfinished right edge, is hashed from tiles when asked for.
"""

from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    hash_of_range,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from foundations.ledger.models import LedgerEntry, LedgerSubtree
from foundations.ledger.recording import TILE_HEIGHT

TILE_WIDTH = 1 << TILE_HEIGHT


class TreeDamaged(RuntimeError):
    """The tables lack hashes that a tree of this size has; ``flask ledger verify`` says which."""


class StoredTree:
    """The tree of the first ``size`` entries. Each tile is read once."""

    def __init__(self, size: int) -> None:
        """Look at the tree as it was when it had ``size`` entries."""
        self.size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    @property
    def root(self) -> bytes:
        """The root hash at this size."""
        return self.hash_of(0, self.size) if self.size else EMPTY_ROOT

    def tile_width(self, level: int, number: int) -> int:
        """Return how many hashes the tile has: 256 if full, 0 if it does not exist."""
        hashes = self.size >> (TILE_HEIGHT * level)
        return max(0, min(TILE_WIDTH, hashes - number * TILE_WIDTH))

    def tile(self, level: int, number: int) -> list[bytes]:
        """Return the tile's hashes.

        Raises:
            TreeDamaged: if the tables do not hold them all.
        """
        if (level, number) not in self._tiles:
            self._tiles[level, number] = self._read_tile(level, number)
        return self._tiles[level, number]

    def commitments(self, number: int) -> list[bytes]:
        """Return the entries whose hashes are tile ``number`` of level 0.

        Raises:
            TreeDamaged: if the tables do not hold them all.
        """
        first, width = number * TILE_WIDTH, self.tile_width(0, number)
        return _whole(
            width,
            list(
                db.session.scalars(
                    select(LedgerEntry.commitment)
                    .where(LedgerEntry.leaf_index >= first, LedgerEntry.leaf_index < first + width)
                    .order_by(LedgerEntry.leaf_index)
                )
            ),
        )

    def hash_of(self, begin: int, end: int) -> bytes:
        """Return ``MTH(D[begin:end])`` for a range that a proof names."""
        return hash_of_range(begin, end, self._hash_of_subtree)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Return the audit path of an entry up to this tree's root."""
        return inclusion_proof(index, self.size, self.hash_of)

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """Return the proof that this tree continues the one of ``old_size``."""
        return consistency_proof(old_size, self.size, self.hash_of)

    def _read_tile(self, level: int, number: int) -> list[bytes]:
        if level == 0:
            return [leaf_hash(commitment) for commitment in self.commitments(number)]
        first, width = number * TILE_WIDTH, self.tile_width(level, number)
        return _whole(
            width,
            list(
                db.session.scalars(
                    select(LedgerSubtree.hash)
                    .where(
                        LedgerSubtree.level == level,
                        LedgerSubtree.number >= first,
                        LedgerSubtree.number < first + width,
                    )
                    .order_by(LedgerSubtree.number)
                )
            ),
        )

    def _hash_of_subtree(self, height: int, number: int) -> bytes:
        level, above_level = divmod(height, TILE_HEIGHT)
        tile, offset = divmod(number << above_level, TILE_WIDTH)
        return root_of(self.tile(level, tile)[offset : offset + (1 << above_level)])


def _whole(width: int, hashes: list[bytes]) -> list[bytes]:
    if len(hashes) != width:
        message = f"{len(hashes)} of {width} hashes of a tile are there"
        raise TreeDamaged(message)
    return hashes
