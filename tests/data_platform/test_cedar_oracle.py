"""The compiled decision against Cedar: two engines, one answer."""

from random import Random

import pytest

from data_platform.methods.compiled import Decisions
from tests.data_platform import cedar
from tests.data_platform.generated import random_choices, random_state, random_use


def differences(seed: int, *, states: int, uses: int) -> tuple[int, int]:
    """Ask both engines the same; return how many answers differ, and how many were permits."""
    drawn, different, permitted = Random(seed), 0, 0
    for _ in range(states):
        state, choices = random_state(drawn, rules=drawn.randint(1, 12)), random_choices(drawn)
        asked = [random_use(drawn) for _ in range(uses)]
        decisions = Decisions(state, choices.as_people())
        ours = [decisions.decide(*use).is_permitted for use in asked]
        different += sum(one != other for one, other in zip(ours, cedar.answers(state, choices, asked), strict=True))
        permitted += sum(ours)
    return different, permitted


def test_decisions_are_those_of_cedar() -> None:
    different, permitted = differences(20261122, states=20, uses=100)
    assert different == 0
    assert permitted > 100


@pytest.mark.trust
def test_hundred_thousand_decisions_are_those_of_cedar() -> None:
    seed = Random().randrange(2**32)
    different, permitted = differences(seed, states=220, uses=500)
    assert (different, seed) == (0, seed)
    assert permitted > 5_000
