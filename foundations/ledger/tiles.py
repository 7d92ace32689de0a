"""The tree as static files: C2SP ``tlog-tiles`` addresses and what lies there.

``0/x001/x234/067`` is tile 1,234,067 of level 0; ``.p/112`` after it asks for its first
112 hashes only, while it has no more; ``entries/…`` are the entries themselves.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from foundations.ledger.tree import TILE_WIDTH, StoredTree

_ADDRESS = re.compile(r"(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)
_THOUSAND = 1000


class TileAddress(NamedTuple):
    """One tile or entry bundle; ``level`` None means entries, ``width`` 256 the full one."""

    level: int | None
    number: int
    width: int

    @classmethod
    def parse(cls, path: str) -> "TileAddress | None":
        """Read an address; None for anything but the one writing of one."""
        if not (parts := _ADDRESS.fullmatch(path)):
            return None
        level, digits, width = parts.groups()
        number = int(digits.replace("/", "").replace("x", ""))
        address = cls(None if level == "entries" else int(level), number, int(width or TILE_WIDTH))
        return address if str(address) == path else None

    def __str__(self) -> str:
        """Write the address as a path."""
        groups: list[str] = []
        rest = self.number
        while rest or not groups:
            rest, group = divmod(rest, _THOUSAND)
            groups.append(f"{group:03}")
        number = "/".join([*(f"x{group}" for group in groups[:0:-1]), groups[0]])
        level = "entries" if self.level is None else self.level
        return f"{level}/{number}" + (f".p/{self.width}" if self.width < TILE_WIDTH else "")


def tile_content(address: TileAddress, tree: StoredTree) -> bytes | None:
    """Return what lies at ``address`` in ``tree``; None if the tree does not reach there."""
    if address.width > tree.tile_width(address.level or 0, address.number):
        return None
    if address.level is not None:
        return b"".join(tree.tile(address.level, address.number)[: address.width])
    return b"".join(
        len(commitment).to_bytes(2) + commitment for commitment in tree.commitments(address.number)[: address.width]
    )


def tiles_of(tree: StoredTree) -> Iterator[TileAddress]:
    """Give every tile and entry bundle of ``tree``, the unfinished ones at their width."""
    for level in (None, *range(8)):
        number = 0
        while width := tree.tile_width(level or 0, number):
            yield TileAddress(level, number, width)
            number += 1
