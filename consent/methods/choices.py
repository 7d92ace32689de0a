"""What a person's last act leaves standing, in the few values that a decision looks up."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from consent.enums import ConsentAct, Objection, StopCategory
from consent.methods.permits import OBJECTIONS
from consent.methods.states import MOVES, PERMITTING


class CurrentChoice(NamedTuple):
    """A person's consent to one purpose and recipient: a yes to ``kinds`` until ``valid_until``, or an objection."""

    person_id: int
    purpose: str
    recipient: str
    kinds: frozenset[str]
    objection: Objection | None
    valid_until: dt.datetime | None


class CurrentStop(NamedTuple):
    """Whether a person's stop-use of one category stands."""

    person_id: int
    category: StopCategory
    stands: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """What of a yes counts today: given to which versions, and for which kinds at most."""

    versions: frozenset[int]
    kinds: frozenset[str]


NOTHING_COUNTS = Counting(frozenset(), frozenset())


def outcome(
    act: ConsentAct, version: int, kinds: frozenset[str], counting: Counting
) -> tuple[frozenset[str], Objection | None]:
    """Return the kinds that the last act permits, or why none."""
    state = MOVES[act][1]
    if state not in PERMITTING:
        return frozenset(), OBJECTIONS.get(state, Objection.NO_CONSENT)
    if version not in counting.versions:
        return frozenset(), Objection.VERSION_NOT_ACCEPTED
    covered = kinds & counting.kinds
    return covered, None if covered else Objection.KINDS_NOT_COVERED
