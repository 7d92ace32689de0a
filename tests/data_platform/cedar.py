"""The same rules written as Cedar policies, for an engine that shares no line with ours.

Cedar (AWS, Apache-2.0) permits if some ``permit`` holds and no ``forbid`` does. It is
asked once for each kind of data; a use is permitted if every kind is.
"""

import json
from collections.abc import Sequence

import cedarpy

from consent.enums import LegalGround, StopCategory
from data_platform.methods.standings import PurposeInForce, RuleInForce, State
from tests.data_platform.generated import Choices, Use

_SCOPE = 'principal, action == Action::"use", resource'


def answers(state: State, choices: Choices, uses: Sequence[Use]) -> list[bool]:
    """Return Cedar's answer to each use."""
    policies, people = cedarpy.PolicySet.from_str(policies_of(state)), entities_of(choices)
    asked = [(place, kind) for place, use in enumerate(uses) for kind in kinds_of(state, use)]
    entities = cedarpy.Entities.from_json_str(json.dumps(people))
    results = cedarpy.is_authorized_batch([request(uses[place], kind) for place, kind in asked], policies, entities)
    denied = {place for (place, _), result in zip(asked, results, strict=True) if not result.allowed}
    return [place not in denied for place in range(len(uses))]


def kinds_of(state: State, use: Use) -> frozenset[str]:
    """Return the kinds asked for: those named, else those granted, else some kind."""
    organisation, dataset, purpose, _, kinds = use
    grant = state.grants.get((organisation, dataset, purpose))
    return kinds or (frozenset({"any"}) if grant is None else grant.kinds)


def request(use: Use, kind: str) -> dict[str, object]:
    """Return one question to Cedar."""
    organisation, dataset, purpose, person, _ = use
    context: dict[str, object] = {"dataset": dataset, "purpose": purpose, "recipient": organisation, "kind": kind}
    if person is not None:
        context["person"] = {"__entity": {"type": "Person", "id": person}}
    return {
        "principal": f"Organisation::{json.dumps(organisation)}",
        "action": 'Action::"use"',
        "resource": f"Dataset::{json.dumps(dataset)}",
        "context": context,
    }


def policies_of(state: State) -> str:
    """Return everything the council's side says, as policies."""
    known = " || ".join(
        f"(context.dataset == {json.dumps(name)} && {_holds('kind', kinds)})" for name, kinds in state.datasets.items()
    )
    granted = " || ".join(
        f"(context.recipient == {json.dumps(recipient)} && context.dataset == {json.dumps(dataset)}"
        f" && context.purpose == {json.dumps(purpose)} && {_holds('kind', grant.kinds)})"
        for (recipient, dataset, purpose), grant in state.grants.items()
    )
    return "\n".join(
        [
            f"forbid ({_SCOPE}) unless {{ {known or 'false'} }};",
            f"forbid ({_SCOPE}) unless {{ {granted or 'false'} }};",
            f"forbid ({_SCOPE}) unless {{ {_holds('purpose', frozenset(state.purposes))} }};",
            f"forbid ({_SCOPE}) when {{ {_holds('dataset', frozenset(state.suspended_datasets))} }};",
            f"forbid ({_SCOPE}) when {{ {_holds('purpose', frozenset(state.suspended_purposes))} }};",
            *(_rule(rule) for rule in state.rules),
            *(policy for name, purpose in state.purposes.items() for policy in _purpose(name, purpose)),
        ]
    )


def _rule(rule: RuleInForce) -> str:
    terms = rule.terms
    named = {"dataset": terms.datasets, "purpose": terms.purposes, "recipient": terms.recipients, "kind": terms.kinds}
    clauses = [_holds(name, names) for name, names in named.items() if names is not None]
    return f"{terms.effect} ({_SCOPE}) when {{ {' && '.join(clauses) or 'true'} }};"


def _purpose(name: str, purpose: PurposeInForce) -> list[str]:
    about = f"context has person && context.purpose == {json.dumps(name)}"
    policies = []
    if not purpose.overrides_stop_use:
        categories = json.dumps(sorted({*purpose.categories, StopCategory.EVERYTHING}))
        policies.append(f"forbid ({_SCOPE}) when {{ {about} && context.person.stops.containsAny({categories}) }};")
    if purpose.ground == LegalGround.CONSENT:
        said = "{purpose: context.purpose, recipient: context.recipient, kind: context.kind}"
        policies.append(f"forbid ({_SCOPE}) when {{ {about} && !context.person.consents.contains({said}) }};")
    return policies


def entities_of(choices: Choices) -> list[dict[str, object]]:
    """Return every person with what they said."""
    persons = {person for person, _, _ in choices.consents} | {person for person, _ in choices.stops}
    persons |= {"person-10", "person-11"}
    return [
        {
            "uid": {"type": "Person", "id": person},
            "attrs": {
                "stops": [category for stopper, category in choices.stops if stopper == person],
                "consents": [
                    {"purpose": purpose, "recipient": recipient, "kind": kind}
                    for (giver, purpose, recipient), (kinds, _) in choices.consents.items()
                    for kind in kinds
                    if giver == person
                ],
            },
            "parents": [],
        }
        for person in sorted(persons)
    ]


def _holds(name: str, names: frozenset[str]) -> str:
    return f"{json.dumps(sorted(names))}.contains(context.{name})"
