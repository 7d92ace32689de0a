"""What makes a ballot valid, judged at this one place; and what its record binds without telling it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contest.errors import BallotEmpty, IdeaNotOnBallot, PickedTwice, TooManyPicks
from foundations.ledger.commitments import canonical_json, opening


@dataclass(frozen=True, slots=True)
class Choice:
    """An idea that a voter chose, and what in their eyes would make it better."""

    idea_id: int
    improvement: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPick:
    """A choice in its slot."""

    division_id: int
    slot: int
    idea_id: int
    improvement: str


def place_picks(
    choices: Sequence[Choice], *, divisions: Mapping[int, int], slots: Mapping[int, Sequence[int]]
) -> list[PlacedPick]:
    """Put each choice into a slot of its division, in the order chosen.

    Args:
        choices: what the voter chose, in any order and number.
        divisions: the division of each idea that may be chosen on this ballot.
        slots: the slot numbers of each division, as the contest's rule made them.

    Raises:
        BallotEmpty: if nothing was chosen.
        IdeaNotOnBallot: if a chosen idea may not be chosen here, or no longer.
        PickedTwice: if an idea was chosen more than once.
        TooManyPicks: if a division has fewer slots than choices.
    """
    if not choices:
        raise BallotEmpty
    if any(choice.idea_id not in divisions for choice in choices):
        raise IdeaNotOnBallot
    if len({choice.idea_id for choice in choices}) < len(choices):
        raise PickedTwice
    chosen = Counter(divisions[choice.idea_id] for choice in choices)
    overfull = {division: count for division, count in chosen.items() if count > len(slots.get(division, ()))}
    if overfull:
        raise TooManyPicks(overfull=overfull)
    free = {division: iter(sorted(slots[division])) for division in chosen}
    return [
        PlacedPick(division, next(free[division]), choice.idea_id, choice.improvement)
        for choice in choices
        for division in [divisions[choice.idea_id]]
    ]


def picks_digest(salt: bytes, picks: Iterable[tuple[int, int]]) -> str:
    """Return the hexadecimal SHA-256 that binds ``(division, idea)`` pairs under ``salt``.

    It stands in the ballot's entry in the ledger. The salt stays with the ballot:
    without it nobody can find out the picks by trying them all. Improvements are
    left out, so that a text can be erased without breaking the proof.
    """
    ordered = sorted([division, idea] for division, idea in picks)
    return opening(salt, canonical_json(ordered)).hex()
