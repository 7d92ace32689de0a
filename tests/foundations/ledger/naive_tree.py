"""The definitions of RFC 9162, section 2.1, written down as they stand there: the oracle of these tests."""

from collections.abc import Sequence
from hashlib import sha256


def mth(entries: Sequence[bytes]) -> bytes:
    """Return the Merkle Tree Hash of ``entries`` (section 2.1.1)."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = largest_power_below(len(entries))
    return sha256(b"\x01" + mth(entries[:split]) + mth(entries[split:])).digest()


def path(index: int, entries: Sequence[bytes]) -> list[bytes]:
    """Return PATH(index, entries) (section 2.1.3.1)."""
    if len(entries) == 1:
        return []
    split = largest_power_below(len(entries))
    if index < split:
        return [*path(index, entries[:split]), mth(entries[split:])]
    return [*path(index - split, entries[split:]), mth(entries[:split])]


def proof(old_size: int, entries: Sequence[bytes]) -> list[bytes]:
    """Return PROOF(old_size, entries) (section 2.1.4.1)."""
    return subproof(old_size, entries, is_old_root=True)


def subproof(old_size: int, entries: Sequence[bytes], *, is_old_root: bool) -> list[bytes]:
    """Return SUBPROOF(old_size, entries, is_old_root) (section 2.1.4.1)."""
    if old_size == len(entries):
        return [] if is_old_root else [mth(entries)]
    split = largest_power_below(len(entries))
    if old_size <= split:
        return [*subproof(old_size, entries[:split], is_old_root=is_old_root), mth(entries[split:])]
    return [*subproof(old_size - split, entries[split:], is_old_root=False), mth(entries[:split])]


def largest_power_below(count: int) -> int:
    """Return the largest power of two smaller than ``count``."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power
