"""The machine terms of a rule: what it permits or forbids, to whom, on what conditions.

Terms are a JSON object, canonical (RFC 8785) and hashed together with the rule's text,
so that nobody can vote on the one and get the other. They are parsed to our own values
and never evaluated: there is no expression in them, only names of things.

A missing list means "any"; an empty one is refused, since it would mean nothing at all.
"notwithstanding" names the rules, by their names in addresses, whose opposite is meant.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from foundations.ledger.commitments import Json, canonical_json
from governance_board.enums import Effect
from governance_board.errors import TermsInvalid

ANY = None
"""Stands for every dataset, purpose, recipient or kind of data."""

_LISTS = ("datasets", "purposes", "recipients", "kinds")
_PLAIN = ("obligations", "notwithstanding")
_KNOWN = frozenset({"effect", *_PLAIN, *_LISTS})
_LONGEST_LIST = 1000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule says to the machine; ``None`` where it speaks of any."""

    effect: Effect
    datasets: frozenset[str] | None = ANY
    purposes: frozenset[str] | None = ANY
    recipients: frozenset[str] | None = ANY
    kinds: frozenset[str] | None = ANY
    obligations: tuple[str, ...] = ()
    notwithstanding: tuple[str, ...] = ()

    def covers(self, dataset: str, purpose: str, recipient: str) -> bool:
        """Tell whether these terms speak of a use, whatever the kinds of data."""
        return (
            (self.datasets is ANY or dataset in self.datasets)
            and (self.purposes is ANY or purpose in self.purposes)
            and (self.recipients is ANY or recipient in self.recipients)
        )

    def overlaps(self, other: "Terms") -> bool:
        """Tell whether some use is spoken of by both."""
        pairs = (
            (self.datasets, other.datasets),
            (self.purposes, other.purposes),
            (self.recipients, other.recipients),
            (self.kinds, other.kinds),
        )
        return all(one is ANY or another is ANY or not one.isdisjoint(another) for one, another in pairs)

    def as_json(self) -> dict[str, Json]:
        """Return the JSON object that ``parse_terms`` reads, lists in order, "any" left out."""
        lists = {name: sorted(names) for name in _LISTS if (names := getattr(self, name)) is not ANY}
        named = {"notwithstanding": list(self.notwithstanding)} if self.notwithstanding else {}
        return {"effect": self.effect.value, **lists, "obligations": list(self.obligations), **named}


def parse_terms(given: object) -> Terms:
    """Read machine terms strictly.

    Raises:
        TermsInvalid: naming the clause, for an unknown or missing key, a wrong type, an
            unknown effect, an empty or doubled list; and for a rule that would permit
            everything to everybody, which no council can have meant.
    """
    if not isinstance(given, Mapping):
        raise TermsInvalid(clause="terms")
    unknown = sorted(str(key) for key in given.keys() - _KNOWN)
    if unknown:
        raise TermsInvalid(clause=unknown[0])
    effect = given.get("effect")
    if not isinstance(effect, str) or effect not in set(Effect):
        raise TermsInvalid(clause="effect")
    datasets, purposes, recipients, kinds = (_names(given, name) for name in _LISTS)
    if effect == Effect.PERMIT and (datasets is ANY or purposes is ANY):
        raise TermsInvalid(clause="datasets" if datasets is ANY else "purposes")
    obligations, notwithstanding = (tuple(_texts(given.get(name, []), name)) for name in _PLAIN)
    return Terms(Effect(effect), datasets, purposes, recipients, kinds, obligations, notwithstanding)


def _names(given: Mapping[object, object], name: str) -> frozenset[str] | None:
    if name not in given:
        return ANY
    names = _texts(given[name], name)
    if not names or len(set(names)) < len(names):
        raise TermsInvalid(clause=name)
    return frozenset(names)


def _texts(value: object, clause: str) -> list[str]:
    if not isinstance(value, list) or len(value) > _LONGEST_LIST:
        raise TermsInvalid(clause=clause)
    if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST_NAME for text in value):
        raise TermsInvalid(clause=clause)
    return value


def read_terms(text: str) -> Terms:
    """Read machine terms as somebody typed them, or as they are stored.

    Raises:
        TermsInvalid: also if ``text`` is no JSON, or says a key twice.
    """
    try:
        given = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise TermsInvalid(clause="JSON") from error
    return parse_terms(given)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise TermsInvalid(clause="JSON")
    return read


def write_terms(terms: Terms) -> str:
    """Return the one canonical writing of ``terms``, as they are stored and hashed."""
    return canonical_json(terms.as_json())


def rule_hash(text: Mapping[str, str], terms: Terms, *, effective_on: str, review_on: str) -> str:
    """Return the hexadecimal SHA-256 that binds a rule's texts (by language), terms and dates (ISO 8601)."""
    bound: dict[str, Json] = {
        "text": dict(text),
        "terms": terms.as_json(),
        "effective_on": effective_on,
        "review_on": review_on,
    }
    return sha256(canonical_json(bound).encode()).hexdigest()
