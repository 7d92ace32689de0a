"""The compiled decision against a plain reading of the rules, on thousands of random states."""

import datetime as dt
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.enums import LegalGround, Objection, StopCategory
from data_platform.enums import Denial
from data_platform.methods.compiled import Decisions
from data_platform.methods.planes import People
from data_platform.methods.standings import GrantInForce, PurposeInForce, RuleInForce, State
from governance_board.enums import Effect
from governance_board.methods.terms import Terms
from tests.data_platform.generated import Choices, Use, random_choices, random_state, random_use

NOON = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)


def is_permitted(state: State, choices: Choices, use: Use) -> bool:
    """Read the rules as a person would, one after the other, without any of the code under test."""
    organisation, dataset, purpose, person, asked = use
    grant = state.grants.get((organisation, dataset, purpose))
    is_open = dataset not in state.suspended_datasets and purpose not in state.suspended_purposes
    if grant is None or not is_open:
        return False
    kinds = asked or grant.kinds
    is_covered = kinds <= grant.kinds and kinds <= state.datasets[dataset]
    is_ruled = all(rules_permit(state, organisation, dataset, purpose, kind) for kind in kinds)
    return is_covered and is_ruled and (person is None or person_permits(state, choices, use, person, kinds))


def rules_permit(state: State, organisation: str, dataset: str, purpose: str, kind: str) -> bool:
    """Tell whether some rule permits this kind of data and none forbids it."""
    speaking = {
        rule.terms.effect
        for rule in state.rules
        if (rule.terms.datasets is None or dataset in rule.terms.datasets)
        and (rule.terms.purposes is None or purpose in rule.terms.purposes)
        and (rule.terms.recipients is None or organisation in rule.terms.recipients)
        and (rule.terms.kinds is None or kind in rule.terms.kinds)
    }
    return speaking == {Effect.PERMIT}


def person_permits(state: State, choices: Choices, use: Use, person: str, kinds: frozenset[str]) -> bool:
    """Tell whether what the person said allows it."""
    organisation, _, purpose, _, _ = use
    about = state.purposes[purpose]
    stops = {(person, category) for category in {*about.categories, StopCategory.EVERYTHING}}
    if not about.overrides_stop_use and not choices.stops.isdisjoint(stops):
        return False
    said, _ = choices.consents.get((person, purpose, organisation), (frozenset(), None))
    return about.ground != LegalGround.CONSENT or kinds <= said


@given(st.integers(min_value=0, max_value=2**32), st.integers(min_value=0, max_value=12))
def test_decisions_are_those_of_a_plain_reading(seed: int, rules: int) -> None:
    drawn = Random(seed)
    state, choices = random_state(drawn, rules=rules), random_choices(drawn)
    decisions = Decisions(state, choices.as_people())
    for use in [random_use(drawn) for _ in range(40)]:
        assert decisions.decide(*use).is_permitted == is_permitted(state, choices, use), use


def test_random_states_permit_and_deny_in_fair_shares() -> None:
    drawn = Random(7)
    told = []
    for _ in range(300):
        state, choices = random_state(drawn, rules=6), random_choices(drawn)
        told += [is_permitted(state, choices, random_use(drawn)) for _ in range(20)]
    assert 0.1 < sum(told) / len(told) < 0.5


def a_state(**changes: object) -> State:
    """Return a state that permits ``lab`` the location in ``flow`` for ``relief``."""
    usual: dict[str, Any] = {
        "datasets": {"flow": frozenset({"location", "age_band"})},
        "purposes": {"relief": PurposeInForce(LegalGround.CONSENT, frozenset({StopCategory.AI_TRAINING}))},
        "rules": (RuleInForce(1, Terms(Effect.PERMIT, frozenset({"flow"}), frozenset({"relief"}))),),
        "grants": {("lab", "flow", "relief"): GrantInForce(5, frozenset({"location"}))},
    }
    return State(**(usual | changes))


def said_yes(valid_until: dt.datetime | None = None) -> People:
    """Return people of whom ``hana`` said yes to the location."""
    people = People()
    people.set_consent("hana", "relief", "lab", kinds=["location"], valid_until=valid_until)
    return people


def denials(state: State, people: People) -> list[Denial]:
    """Return the reasons told for a use by ``lab`` of what ``flow`` has on ``hana``."""
    return [reason.denial for reason in Decisions(state, people).decide("lab", "flow", "relief", "hana").reasons]


def test_permit_names_what_it_rests_on() -> None:
    decision = Decisions(a_state(), said_yes()).decide("lab", "flow", "relief", "hana")
    assert (decision.is_permitted, decision.rules, decision.grant, decision.obligations) == (True, (1,), 5, ())


def test_use_in_general_must_still_ask_each_person() -> None:
    decision = Decisions(a_state(), People()).decide("lab", "flow", "relief")
    assert (decision.is_permitted, decision.obligations) == (True, ("ask_for_each_person",))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"datasets": {}}, [Denial.UNKNOWN_DATASET]),
        ({"purposes": {}}, [Denial.UNKNOWN_PURPOSE]),
        ({"suspended_datasets": {"flow": 9}}, [Denial.SUSPENDED]),
        ({"suspended_purposes": {"relief": 9}}, [Denial.SUSPENDED]),
        ({"rules": ()}, [Denial.NO_RULE]),
        ({"grants": {}}, [Denial.NO_GRANT]),
        (
            {"rules": (), "grants": {}, "suspended_datasets": {"flow": 9}},
            [Denial.SUSPENDED, Denial.NO_RULE, Denial.NO_GRANT],
        ),
        ({"rules": (RuleInForce(2, Terms(Effect.FORBID)),)}, [Denial.FORBIDDEN]),
    ],
)
def test_denial_tells_every_reason_of_the_councils_side(changes: dict[str, object], expected: list[Denial]) -> None:
    assert denials(a_state(**changes), said_yes()) == expected


def test_conflicting_rules_deny_and_are_both_named() -> None:
    rules = (*a_state().rules, RuleInForce(2, Terms(Effect.FORBID, kinds=frozenset({"location"}))))
    decision = Decisions(a_state(rules=rules), said_yes()).decide("lab", "flow", "relief", "hana")
    assert [(reason.denial, reason.rules) for reason in decision.reasons] == [(Denial.RULES_CONFLICT, (2, 1))]


def test_denial_for_want_of_a_grant_says_nothing_of_the_person() -> None:
    state, kept = a_state(grants={}), {"hana", "nobody"}
    told = {person: Decisions(state, said_yes()).decide("lab", "flow", "relief", person) for person in kept}
    assert told["hana"] == told["nobody"]


def test_unknown_person_and_one_never_asked_are_told_alike() -> None:
    people = said_yes()
    people.row_of("taro")
    decisions = Decisions(a_state(), people)
    answers = [decisions.decide("lab", "flow", "relief", person) for person in ("taro", "nobody")]
    assert answers[0] == answers[1]
    assert [reason.denial for reason in answers[0].reasons] == [Denial.NO_CONSENT]


def test_stop_use_outranks_a_later_consent() -> None:
    people = said_yes()
    people.set_stop("hana", StopCategory.AI_TRAINING, stands=True)
    people.set_consent("hana", "relief", "lab", kinds=["location"])
    assert denials(a_state(), people) == [Denial.STOP_USE]


def test_withdrawal_counts_in_the_next_decision_of_the_same_decisions() -> None:
    people = said_yes()
    decisions = Decisions(a_state(), people)
    assert decisions.decide("lab", "flow", "relief", "hana").is_permitted
    people.set_consent("hana", "relief", "lab", kinds=[], objection=Objection.CONSENT_ENDED)
    assert [reason.denial for reason in decisions.decide("lab", "flow", "relief", "hana").reasons] == [
        Denial.CONSENT_ENDED
    ]


def test_kind_beyond_the_grant_is_named() -> None:
    decision = Decisions(a_state(), said_yes()).decide("lab", "flow", "relief", "hana", frozenset({"age_band"}))
    assert [(reason.denial, reason.kinds) for reason in decision.reasons] == [(Denial.KINDS_NOT_GRANTED, ("age_band",))]


def test_kind_not_agreed_to_is_named() -> None:
    grants = {("lab", "flow", "relief"): GrantInForce(5, frozenset({"location", "age_band"}))}
    decision = Decisions(a_state(grants=grants), said_yes()).decide("lab", "flow", "relief", "hana")
    assert [(reason.denial, reason.kinds) for reason in decision.reasons] == [(Denial.KINDS_NOT_COVERED, ("age_band",))]


def test_consent_expires_at_its_instant_and_not_before() -> None:
    people = said_yes(valid_until=NOON)
    people.expire(NOON - dt.timedelta(microseconds=1))
    assert denials(a_state(), people) == []
    people.expire(NOON)
    assert denials(a_state(), people) == [Denial.CONSENT_ENDED]


def test_renewed_consent_outlives_its_first_expiry() -> None:
    people = said_yes(valid_until=NOON)
    people.set_consent("hana", "relief", "lab", kinds=["location"], valid_until=NOON + dt.timedelta(days=1))
    people.expire(NOON)
    assert denials(a_state(), people) == []


def test_planes_grow_under_the_decisions_that_hold_them() -> None:
    people = said_yes()
    decisions = Decisions(a_state(), people)
    assert decisions.decide("lab", "flow", "relief", "hana").is_permitted
    for number in range(5000):
        people.set_consent(f"person-{number}", "relief", "lab", kinds=["location"])
    assert decisions.decide("lab", "flow", "relief", "person-4999").is_permitted


@given(st.integers(min_value=0, max_value=2**32))
def test_population_count_is_that_of_single_decisions(seed: int) -> None:
    drawn = Random(seed)
    state, choices = random_state(drawn, rules=8), random_choices(drawn)
    people = choices.as_people()
    decisions = Decisions(state, people)
    organisation, dataset, purpose, _, _ = random_use(drawn)
    single = sum(decisions.decide(organisation, dataset, purpose, person).is_permitted for person in people.rows)
    assert decisions.count_permitted(organisation, dataset, purpose) == single
