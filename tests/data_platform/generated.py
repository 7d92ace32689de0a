"""Random states, people and uses, drawn by Hypothesis or by a seeded ``random.Random``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from consent.enums import LegalGround, Objection, StopCategory
from data_platform.methods.planes import People
from data_platform.methods.standings import GrantInForce, PurposeInForce, RuleInForce, State
from governance_board.enums import Effect
from governance_board.methods.terms import Terms

ORGANISATIONS = ("mobility-lab", "care-link", "stranger")
DATASETS = ("people-flow", "payments", "unheard-of")
PURPOSES = ("congestion-relief", "shop-support", "unheard-of")
KINDS = ("location", "payment", "age_band", "care")
PERSONS = tuple(f"person-{number}" for number in range(12))

Choice = tuple[frozenset[str], Objection | None]
"""What a person said to a purpose and recipient: the kinds of a yes, or why there is none."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What all persons said, as plain dictionaries."""

    consents: Mapping[tuple[str, str, str], Choice]
    stops: frozenset[tuple[str, StopCategory]]

    def as_people(self) -> People:
        """Write them into bit-planes."""
        people = People()
        for (person, purpose, recipient), (kinds, objection) in self.consents.items():
            people.set_consent(person, purpose, recipient, kinds=kinds, objection=objection)
        for person, category in self.stops:
            people.set_stop(person, category, stands=True)
        return people


def some(drawn: Random, names: Sequence[str], *, at_least: int = 1) -> frozenset[str]:
    """Return a random part of ``names``."""
    return frozenset(drawn.sample(names, drawn.randint(at_least, len(names))))


def some_or_any(drawn: Random, names: Sequence[str]) -> frozenset[str] | None:
    """Return a random part of ``names``, or None for any."""
    return None if drawn.random() < 0.6 else some(drawn, names)


def random_state(drawn: Random, *, rules: int) -> State:
    """Return a state in which a fair share of uses is permitted."""
    datasets = {name: some(drawn, KINDS, at_least=2) for name in DATASETS[:2]}
    purposes = {
        name: PurposeInForce(
            drawn.choice([LegalGround.CONSENT, LegalGround.CONSENT, LegalGround.STATUTE]),
            frozenset(drawn.sample(list(StopCategory), drawn.randint(0, 2))),
            overrides_stop_use=drawn.random() < 0.1,
        )
        for name in PURPOSES[:2]
    }
    grants = {
        (organisation, dataset, purpose): GrantInForce(drawn.randrange(1, 99), some(drawn, sorted(datasets[dataset])))
        for organisation in ORGANISATIONS[:2]
        for dataset in datasets
        for purpose in purposes
        if drawn.random() < 0.8
    }
    return State(
        datasets,
        purposes,
        tuple(RuleInForce(number, random_terms(drawn)) for number in range(1, rules + 1)),
        grants,
        {name: 71 for name in datasets if drawn.random() < 0.1},
        {name: 72 for name in purposes if drawn.random() < 0.1},
    )


def random_terms(drawn: Random) -> Terms:
    """Return terms that permit more often than they forbid."""
    return Terms(
        Effect.FORBID if drawn.random() < 0.08 else Effect.PERMIT,
        some_or_any(drawn, DATASETS[:2]),
        some_or_any(drawn, PURPOSES[:2]),
        some_or_any(drawn, ORGANISATIONS[:2]),
        some_or_any(drawn, KINDS),
        tuple(some(drawn, ("delete_after_use", "aggregate_only", "report_yearly"), at_least=0)),
    )


def random_choices(drawn: Random) -> Choices:
    """Return what ten of twelve persons said; the last two have never been heard of."""
    consents: dict[tuple[str, str, str], Choice] = {}
    for person in PERSONS[:10]:
        for purpose in PURPOSES[:2]:
            for recipient in ORGANISATIONS[:2]:
                if drawn.random() < 0.6:
                    consents[person, purpose, recipient] = (some(drawn, KINDS, at_least=3), None)
                elif drawn.random() < 0.5:
                    objection = drawn.choice(
                        [Objection.NO_CONSENT, Objection.CONSENT_ENDED, Objection.VERSION_NOT_ACCEPTED]
                    )
                    consents[person, purpose, recipient] = (frozenset(), objection)
    stops = frozenset(
        (person, category) for person in PERSONS[:10] for category in StopCategory if drawn.random() < 0.1
    )
    return Choices(consents, stops)


Use = tuple[str, str, str, str | None, frozenset[str] | None]


def random_use(drawn: Random) -> Use:
    """Return who asks for which dataset, for what, about whom, and for which kinds."""
    return (
        drawn.choices(ORGANISATIONS, weights=(6, 6, 1))[0],
        drawn.choices(DATASETS, weights=(6, 6, 1))[0],
        drawn.choices(PURPOSES, weights=(6, 6, 1))[0],
        drawn.choice([*PERSONS, None]),
        None if drawn.random() < 0.5 else frozenset(drawn.sample(KINDS, 1)),
    )
