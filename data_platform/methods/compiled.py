"""Decisions from lookups: what a request costs does not depend on how many rules or persons there are.

Rules, grants and suspensions of a ``State`` are narrowed once for each organisation,
dataset and purpose; what remains for one request is a dictionary, and a bit test for
each plane. The slow way, ``decide_on_person`` over a judged history, must always agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from consent.enums import LegalGround, Objection, StopCategory
from data_platform.enums import Denial
from data_platform.methods.planes import ConsentPlanes, People
from data_platform.methods.standings import (
    Decision,
    Reason,
    RuleInForce,
    Standing,
    State,
    judge_standing,
    standing_of,
)

_MOST_KEPT = 65_536
_DENIALS: Mapping[Objection, Denial] = {objection: Denial(objection.value) for objection in Objection}


def decide_on_person(decision: Decision, objections: tuple[Objection, ...], missing: frozenset[str]) -> Decision:
    """Let a person's own objections stand against what the council's side permits.

    Args:
        decision: the council's side; a denial stays as it is, and says nothing of the person.
        objections: see ``consent.methods.permits``.
        missing: the kinds that the person's consent does not cover.
    """
    if not decision.is_permitted or not objections:
        return decision
    return Decision(tuple(_reason(objection, missing) for objection in objections))


def _reason(objection: Objection, missing: frozenset[str]) -> Reason:
    kinds = tuple(sorted(missing)) if objection == Objection.KINDS_NOT_COVERED else ()
    return Reason(_DENIALS[objection], kinds=kinds)


@dataclass(slots=True)
class _Door:
    """One organisation's way to one dataset for one purpose, as far as it can be worked out beforehand."""

    standing: Standing
    usual: Decision
    usual_planes: tuple[bytearray, ...]
    stops: tuple[bytearray, ...]
    held: ConsentPlanes | None


class Decisions:
    """The compiled form of a state and of people's choices.

    It holds the planes themselves: a choice written into ``people`` counts in the next
    decision. A new ``State`` needs a new ``Decisions``.
    """

    def __init__(self, state: State, people: People) -> None:
        """Narrow the rules by dataset and purpose; doors are made at their first use."""
        self._state, self._people = state, people
        self._rules_of = _by_dataset(state.rules)
        self._doors: dict[tuple[str, str, str], _Door] = {}

    def decide(
        self,
        organisation: str,
        dataset: str,
        purpose: str,
        person: str | None = None,
        kinds: frozenset[str] | None = None,
    ) -> Decision:
        """Decide on one use, now.

        Args:
            organisation: who asks.
            dataset: whose kinds of data are asked for.
            purpose: what for.
            person: whose data; None asks about the use in general.
            kinds: the kinds of data; None for those granted.
        """
        door = self._doors.get((organisation, dataset, purpose)) or self._door(organisation, dataset, purpose)
        if kinds is not None or person is None or not door.usual.is_permitted:
            return self._decide_slowly(door, person, kinds)
        row = self._people.rows.get(person)
        if row is None:
            return self._objected(door, person, door.standing.usual_kinds)
        byte, bit = row >> 3, 1 << (row & 7)
        for plane in door.stops:
            if plane[byte] & bit:
                return self._objected(door, person, door.standing.usual_kinds)
        for plane in door.usual_planes:
            if not plane[byte] & bit:
                return self._objected(door, person, door.standing.usual_kinds)
        return door.usual

    def count_permitted(self, organisation: str, dataset: str, purpose: str) -> int:
        """Return for how many of the known persons the usual kinds are permitted."""
        door = self._doors.get((organisation, dataset, purpose)) or self._door(organisation, dataset, purpose)
        if not door.usual.is_permitted:
            return 0
        return self._people.count(door.usual_planes, door.stops)

    def _decide_slowly(self, door: _Door, person: str | None, kinds: frozenset[str] | None) -> Decision:
        wanted = kinds or door.standing.usual_kinds
        decision = judge_standing(door.standing, wanted, is_about_person=person is not None)
        if person is None or not decision.is_permitted:
            return decision
        return decide_on_person(decision, *self._objections(door, person, wanted))

    def _objected(self, door: _Door, person: str, kinds: frozenset[str]) -> Decision:
        return decide_on_person(door.usual, *self._objections(door, person, kinds))

    def _objections(
        self, door: _Door, person: str, kinds: frozenset[str]
    ) -> tuple[tuple[Objection, ...], frozenset[str]]:
        row = self._people.rows.get(person)
        stopped = row is not None and any(_has_bit(plane, row) for plane in door.stops)
        objections = [Objection.STOP_USE] if stopped else []
        if door.held is None:  # no consent is asked for this purpose
            return tuple(objections), frozenset()
        if row is None:
            return (*objections, Objection.NO_CONSENT), frozenset()
        said_yes = frozenset(kind for kind, plane in door.held.kinds.items() if _has_bit(plane, row))
        if not said_yes:
            return (*objections, self._people.objection_of(door.held, row)), frozenset()
        missing = kinds - said_yes
        return tuple(objections + ([Objection.KINDS_NOT_COVERED] if missing else [])), missing

    def _door(self, organisation: str, dataset: str, purpose: str) -> _Door:
        standing = standing_of(
            organisation, dataset, purpose, state=self._state, rules=self._rules_of.get(dataset, self._rules_of[None])
        )
        usual = judge_standing(standing, standing.usual_kinds, is_about_person=True)
        door = _Door(standing, usual, (), (), None)
        if standing.purpose is not None and not standing.purpose.overrides_stop_use:
            categories = standing.purpose.categories | {StopCategory.EVERYTHING}
            door.stops = tuple(self._people.stop_plane(category) for category in sorted(categories))
        if standing.purpose is not None and standing.purpose.ground == LegalGround.CONSENT:
            door.held = self._people.planes_of(purpose, organisation)
            door.usual_planes = tuple(
                self._people.kind_plane(purpose, organisation, kind) for kind in sorted(standing.usual_kinds)
            )
        self._keep(organisation, dataset, purpose, door)
        return door

    def _keep(self, organisation: str, dataset: str, purpose: str, door: _Door) -> None:
        if door.standing.purpose is None:
            return  # an unknown name is answered and not kept: whoever asks chooses it
        if len(self._doors) >= _MOST_KEPT:
            self._doors.clear()
        self._doors[organisation, dataset, purpose] = door


def _by_dataset(rules: tuple[RuleInForce, ...]) -> dict[str | None, tuple[RuleInForce, ...]]:
    """Return the rules that could cover each named dataset, in their order; under None those that name none."""
    names = {name for rule in rules for name in rule.terms.datasets or ()}
    found: dict[str | None, list[RuleInForce]] = {name: [] for name in (None, *names)}
    for rule in rules:
        for name in found if rule.terms.datasets is None else rule.terms.datasets:
            found[name].append(rule)
    return {name: tuple(kept) for name, kept in found.items()}


def _has_bit(plane: bytearray, row: int) -> bool:
    return bool(plane[row >> 3] & (1 << (row & 7)))
