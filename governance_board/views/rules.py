"""Rules: which are in force, what they say, what was in force when as known when."""

import datetime as dt

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue

from foundations.web.actors import current_actor
from foundations.web.guards import public
from foundations.web.pages import render_page
from governance_board.models import Rule
from governance_board.presets import labels
from governance_board.presets.rules import RuleEntry, as_json, end_of_day, terms_as_typed, terms_shown
from governance_board.queries.rules import all_rules, rule_with_slug
from governance_board.views.blueprint import blueprint


@blueprint.get("/rules/")
@public("what is allowed is for everybody")
def list_rules() -> ResponseReturnValue:
    """Show all rules, and which were in force at the moment asked about."""
    at, known_at, days = _moment_asked()
    entries = [RuleEntry.of(rule, at=at, known_at=known_at) for rule in all_rules()]
    return render_page("governance_board/list_rules.html", entries=entries, days=days)


@blueprint.get("/rules/<slug>")
@public("what is allowed is for everybody", load=rule_with_slug)
def show_rule(rule: Rule) -> ResponseReturnValue:
    """Show a rule as it stood at the moment asked about, its versions, and the acts on it."""
    at, known_at, days = _moment_asked()
    entry = RuleEntry.of(rule, at=at, known_at=known_at)
    return render_page(
        "governance_board/show_rule.html",
        rule=rule,
        entry=entry,
        version=entry.version,
        terms=terms_shown(entry.version.terms),
        terms_json=terms_as_typed(entry.version.terms),
        days=days,
        labels=labels,
    )


@blueprint.get("/rules/<slug>.json")
@public("what is allowed is for everybody", load=rule_with_slug, is_api=True)
def show_rule_as_json(rule: Rule) -> ResponseReturnValue:
    """Send a rule, its versions and acts, and which version was in force."""
    at, known_at, _days = _moment_asked()
    return jsonify(as_json(rule, at=at, known_at=known_at))


def _moment_asked() -> tuple[dt.datetime, dt.datetime, dict[str, str]]:
    """Return the instant asked about, what was known by when, and both as they were typed."""
    now = current_actor().at
    days = {name: request.args.get(name, "") for name in ("at", "known_at")}
    at = _end_of(days["at"], now)
    return at, _end_of(days["known_at"], now), days


def _end_of(day: str, otherwise: dt.datetime) -> dt.datetime:
    if not day:
        return otherwise
    try:
        return end_of_day(dt.date.fromisoformat(day))
    except (ValueError, OverflowError):
        abort(400)
