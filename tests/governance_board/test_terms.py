"""Machine terms: read strictly, written canonically, bound to the text by one hash."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance_board.enums import Effect
from governance_board.errors import TermsInvalid
from governance_board.methods.terms import Terms, parse_terms, rule_hash

NAMES = st.frozensets(st.text(min_size=1, max_size=20), min_size=1, max_size=5)
PERMIT = {"effect": "permit", "datasets": ["flow"], "purposes": ["relief"]}
TEXT = {"ja": "人流データは混雑緩和に使える。", "en": "People flow may serve to relieve congestion."}
DATES = {"effective_on": "2026-07-01", "review_on": "2027-06-30"}


@given(
    st.builds(
        Terms,
        st.just(Effect.FORBID),
        st.none() | NAMES,
        st.none() | NAMES,
        st.none() | NAMES,
        st.none() | NAMES,
        st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple),
    )
)
def test_terms_survive_their_json(terms: Terms) -> None:
    assert parse_terms(json.loads(json.dumps(terms.as_json()))) == terms


@pytest.mark.parametrize(
    ("given_terms", "clause"),
    [
        (["permit"], "terms"),
        ({}, "effect"),
        ({"effect": "allow"}, "effect"),
        ({"effect": ["permit"]}, "effect"),
        (PERMIT | {"datasets": []}, "datasets"),
        (PERMIT | {"datasets": ["flow", "flow"]}, "datasets"),
        (PERMIT | {"purposes": "relief"}, "purposes"),
        (PERMIT | {"kinds": [1]}, "kinds"),
        (PERMIT | {"recipients": [""]}, "recipients"),
        (PERMIT | {"kinds": ["x" * 201]}, "kinds"),
        (PERMIT | {"obligations": {"delete": True}}, "obligations"),
        (PERMIT | {"unless": "2 > 1"}, "unless"),
        ({"effect": "permit", "purposes": ["relief"]}, "datasets"),
        ({"effect": "permit", "datasets": ["flow"]}, "purposes"),
    ],
)
def test_unreadable_terms_name_their_clause(given_terms: object, clause: str) -> None:
    with pytest.raises(TermsInvalid) as refused:
        parse_terms(given_terms)
    assert refused.value.details == {"clause": clause}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_anything_else_is_refused_by_name(value: object) -> None:
    with pytest.raises(TermsInvalid):
        parse_terms(value)


def test_terms_that_speak_of_a_common_use_overlap() -> None:
    permit = parse_terms(PERMIT)
    assert permit.overlaps(Terms(Effect.FORBID, kinds=frozenset({"care"})))
    assert not permit.overlaps(Terms(Effect.FORBID, datasets=frozenset({"payments"})))


def test_hash_binds_text_terms_and_dates() -> None:
    terms = parse_terms(PERMIT)
    hashes = {
        rule_hash(TEXT, terms, **DATES),
        rule_hash(TEXT | {"en": "People flow may serve."}, terms, **DATES),
        rule_hash(TEXT, parse_terms(PERMIT | {"kinds": ["location"]}), **DATES),
        rule_hash(TEXT, terms, **DATES | {"effective_on": "2026-07-02"}),
        rule_hash(TEXT, terms, **DATES | {"review_on": "2027-07-01"}),
    }
    assert len(hashes) == 5


def test_hash_does_not_depend_on_the_order_of_writing() -> None:
    one = parse_terms(PERMIT | {"kinds": ["a", "b"]})
    other = parse_terms(PERMIT | {"kinds": ["b", "a"]})
    assert rule_hash(TEXT, one, **DATES) == rule_hash(dict(reversed(TEXT.items())), other, **DATES)
