"""Whether a rule to be says the opposite of another that is in force meanwhile."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from governance_board.methods.terms import ANY, Terms


@dataclass(frozen=True, slots=True)
class TermsInForce:
    """A version of a rule ``[since, until)``, by number and name."""

    number: int
    slug: str
    terms: Terms
    since: dt.datetime
    until: dt.datetime


def first_conflict(proposed: TermsInForce, others: Iterable[TermsInForce]) -> TermsInForce | None:
    """Return the first of ``others`` that the proposed terms contradict without either naming the other.

    A contradiction is an overlap in time and in what is spoken of, with opposite effects.
    One that is named under "notwithstanding" is meant; a decision that meets both denies.
    """
    for other in others:
        is_meanwhile = other.since < proposed.until and proposed.since < other.until
        is_named = other.slug in proposed.terms.notwithstanding or proposed.slug in other.terms.notwithstanding
        is_opposite = other.terms.effect != proposed.terms.effect
        if is_meanwhile and is_opposite and not is_named and other.terms.overlaps(proposed.terms):
            return other
    return None


def common_ground(one: Terms, other: Terms) -> str:
    """Return what both speak of, as the clause that a refusal names: ``datasets: flow; purposes: relief``."""
    lists = ("datasets", "purposes", "recipients", "kinds")
    named = {name: _common(getattr(one, name), getattr(other, name)) for name in lists}
    return "; ".join(f"{name}: {', '.join(sorted(names))}" for name, names in named.items() if names) or one.effect


def _common(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str]:
    if one is ANY:
        return other or frozenset()
    return one if other is ANY else one & other
