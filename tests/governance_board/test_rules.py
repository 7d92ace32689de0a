"""Rules from the carried motion on: enacted, amended, repealed, lapsed, corrected; in force at *t* as known at *s*."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from foundations.database.append_only import protect, unprotect
from foundations.database.base import Base
from foundations.database.clock import day_in_japan, start_of_day
from foundations.database.session import db
from governance_board.enums import MotionKind, MotionState, Vote
from governance_board.errors import (
    ForceDateMissing,
    ForceInThePast,
    NotCarried,
    ReviewDateMissing,
    RuleNameTaken,
    RulesConflict,
    RuleUnknown,
    TermsInvalid,
    TextsDiffer,
)
from governance_board.models import Motion, Rule, RuleVersion
from governance_board.queries.rules import rules_in_force
from governance_board.services.motions import Subject
from governance_board.services.rules import carry_out_motion, enact_rule
from governance_board.services.votes import cast_vote, close_vote
from governance_board.services.wordings import Wording
from tests.factories.council import (
    FORBID,
    Board,
    carry,
    make_board,
    make_meeting,
    make_motion,
    make_rule,
    put_to_vote,
    wording,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def board(database: Flask) -> Board:
    """A council of nine."""
    return make_board()


def act_on(board: Board, rule: Rule, kind: MotionKind, says: Wording) -> Motion:
    """Carry a motion on a rule and carry it out."""
    motion = make_motion(board, kind=kind, subject=Subject(rule=rule), says=says)
    carry(board, motion)
    carry_out_motion(motion=motion, by=board.secretariat)
    db.session.commit()
    return motion


def names_at(at: dt.datetime, known_at: dt.datetime | None = None) -> list[tuple[str, int]]:
    """Name and version of every rule in force."""
    return [(rule.slug, rule.version) for rule in rules_in_force(at=at, known_at=known_at).rules]


def test_rule_is_the_version_that_was_carried_in_force_from_midnight(board: Board) -> None:
    rule = make_rule(board)
    version = rule.versions[0]
    since, until = start_of_day(version.effective_on), start_of_day(version.review_on)
    assert names_at(since - dt.timedelta.resolution) == []
    assert names_at(since) == [("people-flow", 1)]
    assert names_at(until - dt.timedelta.resolution) == [("people-flow", 1)]
    assert names_at(until) == []
    assert rules_in_force(at=board.at).changes_at == since
    assert rules_in_force(at=since).changes_at == until
    assert rules_in_force(at=since).rules[0].hash == version.hash


def test_only_a_carried_motion_makes_a_rule_and_only_once(board: Board) -> None:
    lost, carried = make_motion(board), make_motion(board)
    with pytest.raises(NotCarried):
        enact_rule(motion=lost, by=board.secretariat)
    meeting = put_to_vote(board, lost)
    cast_vote(motion=lost, choice=Vote.NO, by=board.actor(0))
    close_vote(motion=lost, by=board.chair)
    carry(board, carried, meeting)
    with pytest.raises(NotCarried):
        enact_rule(motion=lost, by=board.secretariat)
    enact_rule(motion=carried, by=board.secretariat)
    with pytest.raises(NotCarried):
        enact_rule(motion=carried, by=board.secretariat)
    assert (lost.state, carried.state) == (MotionState.LOST, MotionState.CARRIED_OUT)


def test_schema_knows_no_rule_without_a_carried_vote_on_its_very_version(board: Board) -> None:
    lost = make_motion(board)
    put_to_vote(board, lost)
    cast_vote(motion=lost, choice=Vote.NO, by=board.actor(0))
    close_vote(motion=lost, by=board.chair)
    carried = make_motion(board)
    carry(board, carried)
    rule = Rule(number=9, slug="smuggled", created_at=board.at)
    db.session.add(rule)
    db.session.commit()
    for motion, changed in (
        (lost, {}),
        (lost, {"is_carried": False}),
        (carried, {"hash": "0" * 64}),
        (carried, {"review_on": lost.latest.effective_on}),
    ):
        voted = motion.latest
        row = {name: getattr(voted, name) for name in (
            "title_ja", "title_en", "text_ja", "text_en", "terms", "effective_on", "review_on", "hash")}  # fmt: skip
        row |= {"rule_id": rule.id, "version": 1, "motion_id": motion.id, "motion_version": 1, **changed}
        db.session.add(RuleVersion(**row))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_rule_lapses_on_its_review_date_unless_renewed(board: Board) -> None:
    rule = make_rule(board)
    review = rule.versions[0].review_on
    renewed = replace(wording(board), effective_on=review, review_on=review + 365 * DAY)
    act_on(board, rule, MotionKind.AMEND_RULE, renewed)
    assert names_at(start_of_day(review)) == [("people-flow", 2)]
    assert names_at(start_of_day(review), known_at=rule.acts[0].recorded_at) == []


def test_repeal_ends_a_rule_on_its_day(board: Board) -> None:
    rule = make_rule(board)
    day = rule.versions[0].effective_on + 10 * DAY
    act_on(board, rule, MotionKind.REPEAL_RULE, replace(wording(board), effective_on=day))
    assert names_at(start_of_day(day) - dt.timedelta.resolution) == [("people-flow", 1)]
    assert names_at(start_of_day(day)) == []
    with pytest.raises(RuleUnknown):
        make_motion(board, kind=MotionKind.AMEND_RULE, subject=Subject(rule=rule))


def test_correction_in_retrospect_leaves_the_earlier_answer_askable(board: Board) -> None:
    rule = make_rule(board)
    since = rule.versions[0].effective_on
    board.at = start_of_day(since + 20 * DAY)
    asked = board.at
    corrected = replace(wording(board, text="訂正"), effective_on=since + 5 * DAY)
    act_on(board, rule, MotionKind.AMEND_RULE, corrected)
    moment = start_of_day(since + 6 * DAY)
    assert names_at(moment, known_at=asked) == [("people-flow", 1)]
    assert names_at(moment, known_at=board.at) == [("people-flow", 2)]


def test_rule_without_dates_is_refused_by_name(board: Board) -> None:
    for says, refusal in (
        (wording(board, review=None), ReviewDateMissing),
        (wording(board, days=30, review=30), ReviewDateMissing),
        (replace(wording(board), effective_on=None), ForceDateMissing),
        (wording(board, days=0), ForceInThePast),
    ):
        with pytest.raises(refusal):
            make_motion(board, says=says)
        db.session.rollback()
    assert db.session.query(Motion).count() == 0


@pytest.mark.parametrize(
    ("terms", "clause"),
    [
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"effect": "permit", "effect": "forbid", "datasets": ["flow"], "purposes": ["relief"]}', "JSON"),
        ('{"effect": "permit", "datasets": ["flow"]}', "purposes"),
        ('{"effect": "forbid", "unless": "1 > 0"}', "unless"),
        ('{"effect": "forbid", "notwithstanding": ["no-such-rule"]}', "notwithstanding"),
    ],
)
def test_unreadable_terms_are_refused_with_their_clause(board: Board, terms: str, clause: str) -> None:
    with pytest.raises(TermsInvalid) as refused:
        make_motion(board, says=wording(board, terms=terms))
    assert refused.value.details == {"clause": clause}


def test_rule_that_contradicts_another_is_refused_unless_it_names_it(board: Board) -> None:
    make_rule(board)
    with pytest.raises(RulesConflict) as refused:
        make_motion(board, says=wording(board, terms=FORBID))
    assert refused.value.details == {
        "number": 1, "rule": "people-flow", "clause": "datasets: flow; purposes: relief",
    }  # fmt: skip
    db.session.rollback()
    named = FORBID.replace("}", ', "notwithstanding": ["people-flow"]}')
    other_data = FORBID.replace("flow", "payments")
    after = wording(board, terms=FORBID, days=600, review=900)
    for says in (wording(board, terms=named), wording(board, terms=other_data), after):
        make_motion(board, says=says)


def test_conflict_that_arose_during_the_vote_is_found_when_carried_out(board: Board) -> None:
    permitting = make_motion(board)
    forbidding = make_motion(board, says=wording(board, terms=FORBID))
    meeting = make_meeting(board)
    carry(board, permitting, meeting)
    carry(board, forbidding, meeting)
    enact_rule(motion=permitting, by=board.secretariat)
    with pytest.raises(RulesConflict):
        enact_rule(motion=forbidding, by=board.secretariat)


def test_name_of_a_rule_is_given_once(board: Board) -> None:
    make_rule(board)
    with pytest.raises(RuleNameTaken):
        make_motion(board, subject=Subject(rule_slug="people-flow"), says=wording(board))


def test_new_rule_whose_day_has_come_is_not_made(board: Board) -> None:
    motion = make_motion(board)
    carry(board, motion)
    board.at = start_of_day(motion.latest.effective_on or day_in_japan(board.at))
    with pytest.raises(ForceInThePast):
        enact_rule(motion=motion, by=board.secretariat)


def test_text_changed_behind_the_vote_is_never_enacted(board: Board) -> None:
    motion = make_motion(board)
    carry(board, motion)
    versions, connection = Base.metadata.tables["motion_versions"], db.session.connection()
    unprotect(versions, connection)
    connection.execute(versions.update().values(text_ja="すり替えた本文"))
    protect(versions, connection)
    db.session.commit()
    db.session.expire_all()
    with pytest.raises(TextsDiffer):
        enact_rule(motion=motion, by=board.secretariat)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rule_versions SET text_ja = 'x'",
        "DELETE FROM rule_acts",
        "UPDATE rule_acts SET lapses_at = NULL",
        "DELETE FROM rules",
    ],
)
def test_database_refuses_to_change_a_rule(board: Board, statement: str) -> None:
    make_rule(board)
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
