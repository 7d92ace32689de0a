"""What is drawn by lot for the demonstration city; the same for the same random numbers."""

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def draw_weighted(weights: Mapping[Thing, float], count: int, random: Random) -> list[Thing]:
    """Draw ``count`` different things, each draw with probability proportional to the weights left.

    Efraimidis and Spirakis, *Weighted random sampling with a reservoir* (2006): the
    largest ``u ** (1 / weight)`` come first.
    """
    keys = {thing: random.random() ** (1 / weight) for thing, weight in weights.items() if weight > 0}
    return sorted(keys, key=lambda thing: keys[thing], reverse=True)[:count]


def draw_names(family_names: Sequence[Sequence[str]], given_names: Sequence[Sequence[str]], count: int,
               random: Random) -> list[tuple[str, str]]:  # fmt: skip
    """Draw ``count`` different full names: in kanji, and in Latin letters for an address."""
    pairs = random.sample(list(product(family_names, given_names)), count)
    return [(f"{family[0]} {given[0]}", f"{given[2]}.{family[2]}".lower()) for family, given in pairs]
