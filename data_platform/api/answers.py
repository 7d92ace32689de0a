"""Answers as machines get them, with the way from each rule to the motion, the meeting and its minutes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data_platform.methods.standings import Reason
from data_platform.presets import LANGUAGES, sentence
from data_platform.services.deciding import Given
from foundations.ledger.commitments import utc_text
from foundations.mail.composing import link_from_outside
from governance_board.queries.motions import meetings_of
from governance_board.queries.rules import EnactedRule

Links = Mapping[int, Mapping[str, Any]]


def answers_for(given: Sequence[Given], places: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the AuthZEN answers; ``places`` are the entries' indices in the ledger by key, empty if not stored."""
    links = _links({rule for one in given for rule in one.judgement.rules})
    return [_answer(one, links, places.get(one.key)) for one in given]


def _answer(given: Given, links: Links, place: int | None) -> dict[str, Any]:
    decision, question = given.decision, given.question
    context: dict[str, Any] = {
        "reasons": [_reason(reason, links) for reason in decision.reasons],
        "rules": [links[rule.number] for rule in given.judgement.rules],
        "obligations": [{"id": name} for name in decision.obligations],
        "ledger": {"key": given.key, "index": place},
        "evaluated_at": utc_text(given.at),
        "ignored": list(question.ignored),
    }
    if decision.grant is not None:
        context["grant"] = decision.grant
    return {"decision": decision.is_permitted, "context": context}


def _reason(reason: Reason, links: Links) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": reason.denial.value,
        "text": {language: sentence(reason.denial, language) for language in LANGUAGES},
    }
    if reason.kinds:
        told["kinds"] = list(reason.kinds)
    if reason.rules:
        told["rules"] = [links[number] for number in reason.rules]
    if reason.suspensions:
        told["suspensions"] = list(reason.suspensions)
    return told


def _links(rules: Iterable[EnactedRule]) -> Links:
    named = {rule.number: rule for rule in rules}
    meetings = meetings_of({rule.motion_id for rule in named.values()})
    return {number: _way(rule, meetings.get(rule.motion_id)) for number, rule in named.items()}


def _way(rule: EnactedRule, meeting: tuple[int, bool] | None) -> dict[str, Any]:
    way: dict[str, Any] = {
        "number": rule.number,
        "version": rule.version,
        "hash": rule.hash,
        "rule": link_from_outside("governance_board.show_rule", slug=rule.slug),
        "motion": link_from_outside("governance_board.show_motion", motion_id=rule.motion_id),
    }
    if meeting is not None:
        meeting_id, has_minutes = meeting
        way["meeting"] = link_from_outside("governance_board.show_meeting", meeting_id=meeting_id)
        if has_minutes:
            way["minutes"] = link_from_outside("governance_board.show_minutes", meeting_id=meeting_id)
    return way
