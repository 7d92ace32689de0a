"""Carrying out what the council has carried: rules enacted, amended, repealed; suspensions ratified and lifted."""

import datetime as dt

from accounts.methods import Actor
from foundations.database.clock import start_of_day
from foundations.database.locks import hold
from foundations.database.session import db
from governance_board.enums import MotionKind, RuleChange
from governance_board.errors import ForceDateMissing, ReviewDateMissing, RuleNameTaken, RuleUnknown, TextsDiffer
from governance_board.models import Motion, MotionVersion, Rule, RuleAct, RuleVersion
from governance_board.queries.rules import is_name_taken, rule_with_id
from governance_board.queries.seats import next_number
from governance_board.services.acts import hold_council, record_act
from governance_board.services.suspensions import lift_suspension, ratify_suspension
from governance_board.services.wordings import check_wording, hash_of


def carry_out_motion(*, motion: Motion, by: Actor) -> None:
    """Do what a carried motion says, whatever it is; a resolution is only noted as carried out.

    Raises:
        NotCarried: if it was not carried, or was carried out before.
        And what the act itself refuses.
    """
    acts = {
        MotionKind.ENACT_RULE: enact_rule,
        MotionKind.AMEND_RULE: amend_rule,
        MotionKind.REPEAL_RULE: repeal_rule,
        MotionKind.RATIFY_SUSPENSION: ratify_suspension,
        MotionKind.LIFT_SUSPENSION: lift_suspension,
        MotionKind.RESOLUTION: note_resolution,
    }
    acts[MotionKind(motion.kind)](motion=motion, by=by)


def enact_rule(*, motion: Motion, by: Actor) -> Rule:
    """Make a new rule of the version that was carried, word for word.

    Raises:
        NotCarried, TextsDiffer: see ``carry_out_motion`` and ``_begin``.
        ForceInThePast: if its day has come meanwhile: the council sets a later one by another motion.
        RulesConflict: if a rule made meanwhile says the opposite.
        RuleNameTaken: if a rule made meanwhile has its name.
    """
    version = _begin(motion, by)
    if is_name_taken(motion.rule_slug):
        raise RuleNameTaken
    rule = Rule(number=next_number(Rule.number), slug=motion.rule_slug, created_at=by.at)
    db.session.add(rule)
    db.session.flush()
    _put_in_force(rule, 1, motion, version, RuleChange.ENACTED, by)
    return rule


def amend_rule(*, motion: Motion, by: Actor) -> Rule:
    """Give a rule its next version. A day in the past corrects it in retrospect; earlier answers stay askable.

    Raises:
        RuleUnknown: if it was repealed meanwhile.
        NotCarried, TextsDiffer, RulesConflict: see ``enact_rule``.
    """
    version = _begin(motion, by)
    rule = _standing_rule(motion)
    _put_in_force(rule, len(rule.versions) + 1, motion, version, RuleChange.AMENDED, by)
    return rule


def repeal_rule(*, motion: Motion, by: Actor) -> Rule:
    """End a rule from 00:00 JST of the day that was carried.

    Raises:
        RuleUnknown: if it was repealed meanwhile.
        NotCarried, TextsDiffer: see ``enact_rule``.
    """
    version = _begin(motion, by)
    rule = _standing_rule(motion)
    if version.effective_on is None:
        raise ForceDateMissing
    _act(rule, RuleChange.REPEALED, None, start_of_day(version.effective_on), None, motion, by)
    return rule


def note_resolution(*, motion: Motion, by: Actor) -> None:
    """Note that a resolution was carried out."""
    _begin(motion, by)
    record_act("resolution_carried_out", {}, subject=f"motion:{motion.number}", by=by)


def _begin(motion: Motion, by: Actor) -> MotionVersion:
    """Take a carried motion up, once; return the version that was voted on.

    Raises:
        NotCarried: if it was not carried, or was carried out before.
        TextsDiffer: if the version no longer says what its hash binds.
    """
    hold_council()
    hold(motion, "vote_closed_at", "carried_out_at")
    db.session.expire(motion, ["versions", "result"])
    motion.check_carried()
    version = motion.latest
    if hash_of(version) != version.hash:
        raise TextsDiffer
    check_wording(motion=motion, version=version, by=by)
    motion.carried_out_at = by.at
    return version


def _standing_rule(motion: Motion) -> Rule:
    rule = rule_with_id(motion.rule_id)
    if rule is None or rule.is_repealed:
        raise RuleUnknown(rule="" if rule is None else rule.slug)
    return rule


def _put_in_force(  # noqa: PLR0917 - a row of the table of versions
    rule: Rule, number: int, motion: Motion, version: MotionVersion, change: RuleChange, by: Actor
) -> None:
    if version.effective_on is None:
        raise ForceDateMissing
    if version.review_on is None:
        raise ReviewDateMissing
    rule.versions.append(
        RuleVersion(
            version=number,
            title_ja=version.title_ja,
            title_en=version.title_en,
            text_ja=version.text_ja,
            text_en=version.text_en,
            terms=version.terms,
            effective_on=version.effective_on,
            review_on=version.review_on,
            hash=version.hash,
            motion_id=motion.id,
            motion_version=version.version,
        )
    )
    db.session.flush()
    since, until = start_of_day(version.effective_on), start_of_day(version.review_on)
    _act(rule, change, number, since, until, motion, by)


def _act(  # noqa: PLR0917 - a row of the table of acts
    rule: Rule,
    change: RuleChange,
    version: int | None,
    effective_at: dt.datetime,
    lapses_at: dt.datetime | None,
    motion: Motion,
    by: Actor,
) -> None:
    act = RuleAct(
        change=change,
        version=version,
        effective_at=effective_at,
        lapses_at=lapses_at,
        recorded_at=by.at,
        motion_id=motion.id,
    )
    rule.acts.append(act)
    db.session.flush()
    facts = {
        "motion": motion.number,
        "version": version,
        "effective_at": effective_at.isoformat(),
        "lapses_at": None if lapses_at is None else lapses_at.isoformat(),
        "hash": motion.latest.hash,
    }
    record_act(f"rule_{change.value}", facts, subject=f"rule:{rule.number}", by=by)
