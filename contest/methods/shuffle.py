"""A shuffle that is the same for everybody all day and another one tomorrow.

While people vote, no idea may stand first by luck of its number. Each idea has a
random key ``k``; on a day it is placed by ``(k·a + b) mod p`` with a prime ``p`` and
``a``, ``b`` drawn from the day (a Carter-Wegman hash, *Universal classes of hash
functions*, 1979), which a database computes and pages without sorting in Python.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

PRIME = 2_147_483_647  # 2^31 - 1; a key and a factor below it multiply within 64 bits


@dataclass(frozen=True, slots=True)
class Shuffle:
    """The day's ``factor`` (1 ≤ a < p) and ``shift`` (0 ≤ b < p)."""

    factor: int
    shift: int

    def place(self, key: int) -> int:
        """Return the place of ``key``: smaller stands earlier."""
        return (key * self.factor + self.shift) % PRIME


def shuffle_of(day: dt.date, contest_id: int) -> Shuffle:
    """Return the shuffle of one contest on one day."""
    drawn = hashlib.sha256(f"{contest_id}:{day.isoformat()}".encode()).digest()
    factor = int.from_bytes(drawn[:8], "big") % (PRIME - 1) + 1
    return Shuffle(factor, int.from_bytes(drawn[8:16], "big") % PRIME)
