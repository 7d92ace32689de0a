"""What a motion says: put together, hashed, and judged against the rules there are."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

from accounts.methods import Actor
from foundations.database.clock import day_in_japan, start_of_day
from foundations.ledger.commitments import Json, canonical_json
from governance_board.enums import WITH_TERMS, MotionKind
from governance_board.errors import (
    ForceDateMissing,
    ForceInThePast,
    ReviewDateMissing,
    RulesConflict,
    TermsInvalid,
)
from governance_board.methods.conflicts import TermsInForce, common_ground, first_conflict
from governance_board.methods.terms import Terms, read_terms, rule_hash, write_terms
from governance_board.models import Motion, MotionVersion
from governance_board.queries.rules import all_rules, terms_meanwhile, terms_of

_NEW = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wants a motion to say. Terms and dates are for motions on rules; a repeal has a day alone."""

    title_ja: str
    title_en: str
    text_ja: str
    text_en: str
    terms: str = ""
    effective_on: dt.date | None = None
    review_on: dt.date | None = None
    reason: str = ""


def make_version(*, motion: Motion, wording: Wording, number: int, by: Actor) -> MotionVersion:
    """Return a version of the motion that says ``wording``, checked.

    Raises:
        TermsInvalid, ForceDateMissing, ReviewDateMissing, ForceInThePast, RulesConflict: see ``check_wording``.
    """
    kind = MotionKind(motion.kind)
    is_dated = kind in WITH_TERMS or kind == MotionKind.REPEAL_RULE
    terms = read_terms(wording.terms) if kind in WITH_TERMS else None
    version = MotionVersion(
        motion_id=motion.id,
        version=number,
        kind=kind,
        title_ja=wording.title_ja,
        title_en=wording.title_en,
        text_ja=wording.text_ja,
        text_en=wording.text_en,
        terms=None if terms is None else write_terms(terms),
        effective_on=wording.effective_on if is_dated else None,
        review_on=wording.review_on if kind in WITH_TERMS else None,
        reason=wording.reason,
        written_at=by.at,
        written_by_id=by.person_id,
    )
    check_wording(motion=motion, version=version, by=by)
    version.hash = hash_of(version)
    return version


def check_wording(*, motion: Motion, version: MotionVersion, by: Actor) -> None:
    """Refuse what could not be carried out as it stands.

    Raises:
        ForceDateMissing: for a motion on a rule without the day from which it counts.
        ReviewDateMissing: for a rule without a review date after that day.
        ForceInThePast: for a new rule that would bind people before tomorrow.
        RulesConflict: if it says the opposite of another rule and neither names the other.
    """
    kind = MotionKind(motion.kind)
    if kind not in WITH_TERMS and kind != MotionKind.REPEAL_RULE:
        return
    if version.effective_on is None:
        raise ForceDateMissing
    if kind == MotionKind.REPEAL_RULE:
        return
    if version.review_on is None or version.review_on <= version.effective_on:
        raise ReviewDateMissing
    if kind == MotionKind.ENACT_RULE and version.effective_on <= day_in_japan(by.at):
        raise ForceInThePast(day=version.effective_on.isoformat())
    _check_against_rules(motion, version, by)


def hash_of(version: MotionVersion) -> str:
    """Return the hash that binds everything that a version says."""
    texts = {name: getattr(version, f"{part}_{tongue}") for name, part, tongue in _TEXTS}
    if version.terms is not None and version.effective_on is not None and version.review_on is not None:
        days = version.effective_on.isoformat(), version.review_on.isoformat()
        return rule_hash(texts, terms_of(version.terms), effective_on=days[0], review_on=days[1])
    day = None if version.effective_on is None else version.effective_on.isoformat()
    bound: dict[str, Json] = {"kind": MotionKind(version.kind).value, "text": texts, "effective_on": day}
    return sha256(canonical_json(bound).encode()).hexdigest()


_TEXTS = [
    (f"{prefix}{tongue}", part, tongue)
    for prefix, part in (("title_", "title"), ("", "text"))
    for tongue in ("ja", "en")
]


def _check_against_rules(motion: Motion, version: MotionVersion, by: Actor) -> None:
    terms = terms_of(version.terms or "")
    _check_names(terms)
    own = motion.rule
    slug = motion.rule_slug if own is None else own.slug
    if version.effective_on is None or version.review_on is None:
        return
    since, until = start_of_day(version.effective_on), start_of_day(version.review_on)
    proposed = TermsInForce(_NEW, slug, terms, since, until)
    others = terms_meanwhile(known_at=by.at, but=None if own is None else own.id)
    conflict = first_conflict(proposed, others)
    if conflict is not None:
        clause = common_ground(terms, conflict.terms)
        raise RulesConflict(number=conflict.number, rule=conflict.slug, clause=clause)


def _check_names(terms: Terms) -> None:
    if not set(terms.notwithstanding) <= {rule.slug for rule in all_rules()}:
        raise TermsInvalid(clause="notwithstanding")
