"""Reads of rules: which were in force at *t* as known at *s*, for people and for decisions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from accounts.methods import Actor
from foundations.database.session import db
from governance_board.methods.conflicts import TermsInForce
from governance_board.methods.terms import Terms, read_terms
from governance_board.methods.timelines import next_change, spans_in_force, version_in_force
from governance_board.models import Rule, RuleAct, RuleVersion

_MOST_TERMS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class EnactedRule:
    """A version of a rule in force, as decisions take it."""

    number: int
    slug: str
    version: int
    terms: Terms
    hash: str
    motion_id: int


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The rules in force, by number; nothing of it changes by itself before ``changes_at``."""

    rules: tuple[EnactedRule, ...]
    changes_at: dt.datetime | None


def rules_in_force(*, at: dt.datetime, known_at: dt.datetime | None = None) -> RulesInForce:
    """Return the rules in force at ``at`` as known at ``known_at`` (``at`` itself unless given)."""
    known = known_at or at
    found: list[EnactedRule] = []
    changes: list[dt.datetime] = []
    for rule in all_rules():
        history = rule.history
        change = next_change(history, at=at, known_at=known)
        changes += [] if change is None else [change]
        version = version_in_force(history, at=at, known_at=known)
        if version is not None:
            found.append(_enacted(rule, rule.versions[version - 1]))
    return RulesInForce(tuple(found), min(changes, default=None))


def all_rules() -> Sequence[Rule]:
    """Return every rule there ever was with its versions and acts, by number."""
    return db.session.scalars(
        select(Rule).options(selectinload(Rule.versions), selectinload(Rule.acts)).order_by(Rule.number)
    ).all()


def rule_with_slug(_actor: Actor, slug: str) -> Rule | None:
    """Return a rule with its versions and acts, and the motions behind them."""
    return db.session.scalar(
        select(Rule)
        .where(Rule.slug == slug)
        .options(selectinload(Rule.versions), selectinload(Rule.acts).joinedload(RuleAct.motion))
    )


def rule_with_id(rule_id: int | None) -> Rule | None:
    """Return a rule, with what the database says of it now."""
    return db.session.scalar(
        select(Rule)
        .where(Rule.id == rule_id)
        .options(selectinload(Rule.versions), selectinload(Rule.acts))
        .execution_options(populate_existing=True)
    )


def is_name_taken(slug: str) -> bool:
    """Tell whether a rule has, or ever had, this name."""
    return db.session.scalar(select(Rule.id).where(Rule.slug == slug)) is not None


def version_at(rule: Rule, *, at: dt.datetime, known_at: dt.datetime) -> RuleVersion | None:
    """Return the version of a rule in force at ``at`` as known at ``known_at``."""
    version = version_in_force(rule.history, at=at, known_at=known_at)
    return None if version is None else rule.versions[version - 1]


def terms_meanwhile(*, known_at: dt.datetime, but: int | None) -> Iterable[TermsInForce]:
    """Yield what every rule says and when, by what is known; the rule with id ``but`` aside."""
    for rule in all_rules():
        if rule.id == but:
            continue
        for span in spans_in_force(rule.history, known_at=known_at):
            terms = terms_of(rule.versions[span.version - 1].terms)
            yield TermsInForce(rule.number, rule.slug, terms, span.since, span.until)


@lru_cache(maxsize=_MOST_TERMS_KEPT)
def terms_of(text: str) -> Terms:
    """Return stored terms, read once for each writing."""
    return read_terms(text)


def versions_with_rules() -> Sequence[RuleVersion]:
    """Return every version of every rule, by rule and version."""
    return db.session.scalars(
        select(RuleVersion)
        .join(RuleVersion.rule)
        .options(joinedload(RuleVersion.rule))
        .order_by(Rule.number, RuleVersion.version)
    ).all()


def _enacted(rule: Rule, version: RuleVersion) -> EnactedRule:
    return EnactedRule(
        rule.number, rule.slug, version.version, terms_of(version.terms), version.hash, version.motion_id
    )
