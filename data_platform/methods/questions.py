"""Questions as machines send them: the OpenID AuthZEN Authorization API 1.0, read strictly.

What JSON leaves open is refused (RFC 8259 lets readers differ on it): a key said twice,
numbers that are none, a truth value for a number. The standard's own objects hold its own
keys and no other; in ``properties`` and ``context`` gateways send theirs, which are
ignored and named.
"""

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from data_platform.errors import QuestionInvalid

LONGEST_NAME = 60
_LONGEST_IDENTIFIER = 200
_MOST_KINDS = 100
MOST_QUESTIONS = 1000
_PARTS = frozenset({"subject", "action", "resource", "context"})
_KEYS: Mapping[str, frozenset[str]] = {
    "subject": frozenset({"type", "id", "properties"}),
    "resource": frozenset({"type", "id", "properties"}),
    "action": frozenset({"name", "properties"}),
}
_CONTEXT = frozenset({"purpose", "fields", "time", "known_at"})


class Semantics(StrEnum):
    """How far a box of questions is worked through."""

    ALL = "execute_all"
    FIRST_DENY = "deny_on_first_deny"
    FIRST_PERMIT = "permit_on_first_permit"


@dataclass(frozen=True, slots=True)
class Question:
    """One use that is asked about; ``time`` and ``known_at`` None mean now, ``kinds`` None those granted."""

    organisation: str
    action: str
    resource_type: str
    dataset: str
    purpose: str
    person: str | None = None
    kinds: frozenset[str] | None = None
    time: dt.datetime | None = None
    known_at: dt.datetime | None = None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Several questions in one request."""

    questions: tuple[Question, ...]
    semantics: Semantics = Semantics.ALL


def read_json(body: bytes) -> dict[str, Any]:
    """Read a JSON object strictly.

    Raises:
        QuestionInvalid: if it is none, says a key twice, or holds a number that binary64 cannot.
    """
    try:
        text = body.decode("utf-8")
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise QuestionInvalid(clause="JSON") from error
    return _object(given, "JSON")


def read_question(given: Mapping[str, Any]) -> Question:
    """Read the body of an evaluation.

    Raises:
        QuestionInvalid: naming the key that is missing, unknown or of the wrong type.
    """
    _only(given, _PARTS, "")
    ignored: list[str] = []
    parts = {name: _part(given, name) for name in ("subject", "action", "resource")}
    for name, part in parts.items():
        held = _object(part.get("properties", {}), f"{name}.properties")
        known = {"person"} if name == "resource" else set[str]()
        ignored += [f"{name}.properties.{key}" for key in held if key not in known]
    if _text(parts["subject"], "type", "subject") != "organization":
        raise QuestionInvalid(clause="subject.type")
    context = _object(given.get("context", {}), "context")
    ignored += [f"context.{key}" for key in context if key not in _CONTEXT]
    properties = parts["resource"].get("properties", {})
    return Question(
        organisation=_text(parts["subject"], "id", "subject"),
        action=_text(parts["action"], "name", "action"),
        resource_type=_text(parts["resource"], "type", "resource"),
        dataset=_text(parts["resource"], "id", "resource"),
        purpose=_text(context, "purpose", "context"),
        person=_text(properties, "person", "resource.properties", _LONGEST_IDENTIFIER)
        if "person" in properties
        else None,
        kinds=_kinds(context),
        time=_instant(context, "time"),
        known_at=_instant(context, "known_at"),
        ignored=tuple(sorted(ignored)),
    )


def read_box(given: Mapping[str, Any]) -> Box:
    """Read the body of boxed evaluations; what an item leaves out is taken from the box.

    Raises:
        QuestionInvalid: as for one question; also for too many, or an unknown semantics.
    """
    _only(given, _PARTS | {"evaluations", "options"}, "")
    usual = {name: given[name] for name in _PARTS if name in given}
    items = given.get("evaluations", [])
    if not isinstance(items, list) or len(items) > MOST_QUESTIONS:
        raise QuestionInvalid(clause="evaluations")
    options = _object(given.get("options", {}), "options")
    _only(options, frozenset({"evaluations_semantic"}), "options.")
    wanted = options.get("evaluations_semantic", Semantics.ALL)
    if not isinstance(wanted, str) or wanted not in set(Semantics):
        raise QuestionInvalid(clause="options.evaluations_semantic")
    asked = [{**usual, **_object(item, "evaluations")} for item in items]
    return Box(tuple(read_question(item) for item in asked or [usual]), Semantics(wanted))


def is_last(semantics: Semantics, *, is_permitted: bool) -> bool:
    """Tell whether a box is worked through no further after this answer."""
    return semantics == (Semantics.FIRST_PERMIT if is_permitted else Semantics.FIRST_DENY)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        message = "a key is said twice"
        raise ValueError(message)
    return read


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _object(given: Any, clause: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise QuestionInvalid(clause=clause)
    return given


def _only(given: Mapping[str, Any], known: frozenset[str], prefix: str) -> None:
    unknown = sorted(given.keys() - known)
    if unknown:
        raise QuestionInvalid(clause=prefix + unknown[0])


def _part(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    part = _object(given.get(name), name)
    _only(part, _KEYS[name], f"{name}.")
    return part


def _text(given: Mapping[str, Any], key: str, place: str, longest: int = LONGEST_NAME) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not _is_storable(value):
        raise QuestionInvalid(clause=f"{place}.{key}")
    return value


def _is_storable(text: str) -> bool:
    # PostgreSQL stores no NUL, and half a surrogate pair has no writing in UTF-8.
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _kinds(context: Mapping[str, Any]) -> frozenset[str] | None:
    if "fields" not in context:
        return None
    given = context["fields"]
    if not isinstance(given, list) or not 0 < len(given) <= _MOST_KINDS:
        raise QuestionInvalid(clause="context.fields")
    names = [_text({"fields": name}, "fields", "context") for name in given]
    if len(set(names)) < len(names):
        raise QuestionInvalid(clause="context.fields")
    return frozenset(names)


def _instant(context: Mapping[str, Any], key: str) -> dt.datetime | None:
    if key not in context:
        return None
    try:
        return instant_of(_text(context, key, "context"))
    except (ValueError, OverflowError) as error:
        raise QuestionInvalid(clause=f"context.{key}") from error


def instant_of(text: str) -> dt.datetime:
    """Return the instant that a text in ISO 8601 names.

    Raises:
        ValueError: if it is none, or names no zone.
        OverflowError: if it lies beyond the years that are counted.
    """
    read = dt.datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(text)
    return read.astimezone(dt.UTC)
