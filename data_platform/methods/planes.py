"""People's choices as bit-planes: one bit a person for each yes and each standing no.

A plane is a ``bytearray``: row *r* is bit ``r & 7`` of byte ``r >> 3``. One person is
looked up in two machine-near steps; a whole population is counted by numpy over the same
memory, without copying it (the bitmap index of P. O'Neil and D. Quass, *Improved Query
Performance with Variant Indexes*, SIGMOD 1997).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from consent.enums import Objection, StopCategory

_FIRST_ROOM = 1024
_CODES: dict[int, Objection] = dict(enumerate(Objection, start=1))
_CODE_OF = {objection: code for code, objection in _CODES.items()}


@dataclass(slots=True)
class ConsentPlanes:
    """What people said to one purpose and one recipient.

    ``kinds`` holds a plane of the yes for each kind of data; ``objections`` one byte a
    person: 0 for none recorded, else why there is no yes (by ``Objection``'s place).
    """

    kinds: dict[str, bytearray] = field(default_factory=dict)
    objections: bytearray = field(default_factory=bytearray)


class People:
    """The choices of all persons, by row; a row is given at a person's first choice and kept."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.rows: dict[str, int] = {}
        self.stops: dict[StopCategory, bytearray] = {}
        self.consents: dict[tuple[str, str], ConsentPlanes] = {}
        self._room = _FIRST_ROOM
        self._expiring: list[tuple[dt.datetime, int, str, str]] = []
        self._valid_until: dict[tuple[str, str, int], dt.datetime] = {}

    def row_of(self, person: str) -> int:
        """Return the person's row, a new one for whoever has none."""
        row = self.rows.setdefault(person, len(self.rows))
        if row >= self._room:
            self._make_room(row + 1)
        return row

    def make_room(self, persons: int) -> None:
        """Make room for so many persons at once; growing step by step does the same, slower."""
        if persons > self._room:
            self._make_room(persons)

    def _make_room(self, persons: int) -> None:
        grown = max(persons, self._room * 2)
        planes = [*self.stops.values(), *(plane for held in self.consents.values() for plane in held.kinds.values())]
        for plane in planes:
            plane.extend(bytes(_bytes_for(grown) - len(plane)))
        for held in self.consents.values():
            held.objections.extend(bytes(grown - len(held.objections)))
        self._room = grown

    def stop_plane(self, category: StopCategory) -> bytearray:
        """Return the plane of a stop-use category; the same object for as long as these people are."""
        return self.stops.setdefault(category, bytearray(_bytes_for(self._room)))

    def planes_of(self, purpose: str, recipient: str) -> ConsentPlanes:
        """Return the planes of a purpose and recipient; the same object for as long as these people are."""
        held = self.consents.get((purpose, recipient))
        if held is None:
            held = self.consents[purpose, recipient] = ConsentPlanes(objections=bytearray(self._room))
        return held

    def kind_plane(self, purpose: str, recipient: str, kind: str) -> bytearray:
        """Return the plane of the yes for one kind of data."""
        return self.planes_of(purpose, recipient).kinds.setdefault(kind, bytearray(_bytes_for(self._room)))

    def set_stop(self, person: str, category: StopCategory, *, stands: bool) -> None:
        """Write down whether a person's stop-use stands."""
        row = self.row_of(person)
        _set_bit(self.stop_plane(category), row, is_set=stands)

    def set_consent(
        self,
        person: str,
        purpose: str,
        recipient: str,
        *,
        kinds: Iterable[str],
        objection: Objection | None = None,
        valid_until: dt.datetime | None = None,
    ) -> None:
        """Write down what a person said: a yes to ``kinds`` until ``valid_until``, or an objection (then no kinds)."""
        row, wanted = self.row_of(person), frozenset(kinds)
        for kind in wanted:
            self.kind_plane(purpose, recipient, kind)
        held = self.planes_of(purpose, recipient)
        for kind, plane in held.kinds.items():
            _set_bit(plane, row, is_set=kind in wanted)
        held.objections[row] = 0 if objection is None else _CODE_OF[objection]
        self._remember_expiry(purpose, recipient, row, valid_until)

    def _remember_expiry(self, purpose: str, recipient: str, row: int, valid_until: dt.datetime | None) -> None:
        if valid_until is None:
            self._valid_until.pop((purpose, recipient, row), None)
            return
        self._valid_until[purpose, recipient, row] = valid_until
        heappush(self._expiring, (valid_until, row, purpose, recipient))

    def expire(self, at: dt.datetime) -> None:
        """End every consent whose time is over at ``at``; costs nothing while none is."""
        while self._expiring and self._expiring[0][0] <= at:
            valid_until, row, purpose, recipient = heappop(self._expiring)
            if self._valid_until.get((purpose, recipient, row)) != valid_until:
                continue  # given anew, withdrawn or renewed since
            del self._valid_until[purpose, recipient, row]
            held = self.consents[purpose, recipient]
            for plane in held.kinds.values():
                _set_bit(plane, row, is_set=False)
            held.objections[row] = _CODE_OF[Objection.CONSENT_ENDED]

    @property
    def next_expiry(self) -> dt.datetime | None:
        """The earliest instant at which ``expire`` may have something to do."""
        return self._expiring[0][0] if self._expiring else None

    def objection_of(self, held: ConsentPlanes, row: int) -> Objection:
        """Return why there is no yes at all in ``row``."""
        return _CODES.get(held.objections[row], Objection.NO_CONSENT)

    def count(self, all_of: Iterable[bytearray], none_of: Iterable[bytearray]) -> int:
        """Return how many persons have a bit in every plane of ``all_of`` and in no plane of ``none_of``."""
        chosen = self._everybody()
        for plane in all_of:
            chosen &= _view(plane)
        for plane in none_of:
            chosen &= ~_view(plane)
        return int(np.bitwise_count(chosen).sum())

    def _everybody(self) -> npt.NDArray[np.uint8]:
        chosen = np.zeros(_bytes_for(self._room), dtype=np.uint8)
        whole, rest = divmod(len(self.rows), 8)
        chosen[:whole] = 0xFF
        if rest:
            chosen[whole] = (1 << rest) - 1
        return chosen


def _bytes_for(persons: int) -> int:
    return (persons + 7) >> 3


def _set_bit(plane: bytearray, row: int, *, is_set: bool) -> None:
    if is_set:
        plane[row >> 3] |= 1 << (row & 7)
    else:
        plane[row >> 3] &= ~(1 << (row & 7)) & 0xFF


def _view(plane: bytearray) -> npt.NDArray[np.uint8]:
    return np.frombuffer(plane, dtype=np.uint8)
