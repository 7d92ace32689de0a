"""Decisions on uses: from the lookups for now, from the record for any other instant; each written down.

Fails closed: whoever calls lets nothing be used unless an answer came, and an answer comes
only after its record was stored.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from consent.queries import permits
from consent.services.uses import Use, record_use
from data_platform.enums import DECIDED, Denial
from data_platform.methods.compiled import decide_on_person
from data_platform.methods.questions import Box, Question, is_last
from data_platform.methods.standings import Decision, Reason, State, judge_standing, standing_of
from data_platform.models import DecisionRecord
from data_platform.presets import sentences
from data_platform.queries.datasets import person_behind
from data_platform.queries.state import LoadedState, load_state
from data_platform.services.lookups import Lookups
from foundations.database.clock_mark import check_time_is_certain
from foundations.database.session import db
from foundations.ledger.commitments import Json, canonical_json, utc_text
from foundations.ledger.recording import record
from governance_board.queries.rules import EnactedRule

_USE, _DATASET, _NOBODY = "use", "dataset", 0
_lookups = Lookups()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision with the rules that it names, the kinds of data it is about, and how much of the ledger it knew.

    ``at`` is its instant where what was decided on is later than the clock that asked.
    """

    decision: Decision
    rules: tuple[EnactedRule, ...] = ()
    kinds: tuple[str, ...] = ()
    ledger_size: int = 0
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was recorded under ``key``, at the instant ``at``."""

    question: Question
    judgement: Judgement
    key: str
    at: dt.datetime

    @property
    def decision(self) -> Decision:
        """The decision itself."""
        return self.judgement.decision


def decide_box(*, organisation_id: int, box: Box, at: dt.datetime) -> list[Given]:
    """Decide on a box of uses in one transaction, as far as its semantics goes, and write each decision down."""
    check_time_is_certain()
    given = []
    for question in box.questions:
        given.append(decide_use(organisation_id=organisation_id, question=question, at=at))
        if is_last(box.semantics, is_permitted=given[-1].decision.is_permitted):
            break
    return given


def decide_use(*, organisation_id: int, question: Question, at: dt.datetime) -> Given:
    """Decide on one use, and write the decision down: for the platform, and for the person it is about."""
    person_id = _person_of(question)
    return _write_down(organisation_id, question, person_id, judge(question, person_id, at=at), at=at)


def deny_undecided(*, organisation_id: int, questions: Iterable[Question], at: dt.datetime) -> list[Given]:
    """Deny uses on which it could not be decided, and write that down."""
    denied = Judgement(Decision((Reason(Denial.COULD_NOT_DECIDE),)))
    return [_write_down(organisation_id, one, None, denied, at=at) for one in questions]


def judge(question: Question, person_id: int | None, *, at: dt.datetime) -> Judgement:
    """Decide on one use without writing anything down."""
    judged = judge_names(question)
    if judged is not None:
        return judged
    if is_about_the_past(question, at):
        then = min(question.time or at, at)
        return judge_from_record(question, person_id, at=then, known_at=min(question.known_at or then, at))
    with _lookups.lock:
        known = _lookups.fresh(at)
        decision = known.decisions.decide(
            question.organisation,
            question.dataset,
            question.purpose,
            None if question.person is None else str(person_id or _NOBODY),
            question.kinds,
        )
        judged = _judgement(decision, question, person_id, known.loaded)
        return replace(judged, ledger_size=known.head.size, at=max(at, known.loaded_at))


def judge_names(question: Question) -> Judgement | None:
    """Deny what is no use of a dataset at all; None for everything else."""
    if question.action != _USE:
        return Judgement(Decision((Reason(Denial.UNKNOWN_ACTION),)))
    if question.resource_type != _DATASET:
        return Judgement(Decision((Reason(Denial.UNKNOWN_DATASET),)))
    return None


def judge_from_record(
    question: Question, person_id: int | None, *, at: dt.datetime, known_at: dt.datetime
) -> Judgement:
    """Decide on one use at any instant, as known at any other, from what was recorded."""
    loaded = load_state(at=at, known_at=known_at)
    use = question.organisation, question.dataset, question.purpose
    standing = standing_of(*use, state=loaded.state)
    kinds = question.kinds or standing.usual_kinds
    decision = judge_standing(standing, kinds, is_about_person=question.person is not None)
    if question.person is not None and decision.is_permitted:
        asked = person_id or _NOBODY
        own = permits(asked, question.purpose, kinds, question.organisation, at=at, known_at=known_at)
        decision = decide_on_person(decision, own.objections, own.missing_kinds)
    return _judgement(decision, question, person_id, loaded)


def is_about_the_past(question: Question, at: dt.datetime) -> bool:
    """Tell whether a question is about another instant than now; nobody knows what will be, so later means now."""
    return any(instant is not None and instant < at for instant in (question.time, question.known_at))


def _person_of(question: Question) -> int | None:
    return None if question.person is None else person_behind(question.dataset, question.person)


def _judgement(decision: Decision, question: Question, person_id: int | None, loaded: LoadedState) -> Judgement:
    if question.person is not None and person_id is None and decision.is_permitted:
        decision = Decision((Reason(Denial.UNKNOWN_PERSON),))
    named = dict.fromkeys([*decision.rules, *(rule for reason in decision.reasons for rule in reason.rules)])
    rules = tuple(loaded.rules[number] for number in named)
    return Judgement(decision, rules, _kinds(question, loaded.state))


def _kinds(question: Question, state: State) -> tuple[str, ...]:
    if question.kinds is not None:
        return tuple(sorted(question.kinds))
    grant = state.grants.get((question.organisation, question.dataset, question.purpose))
    held = state.datasets.get(question.dataset, frozenset())
    return tuple(sorted(held if grant is None else grant.kinds))


def _write_down(
    organisation_id: int, question: Question, person_id: int | None, judgement: Judgement, *, at: dt.datetime
) -> Given:
    at = judgement.at or at
    asked, answer = question_json(question), answer_json(judgement)
    subject = f"organisation:{question.organisation}"
    key = record(DECIDED, {"request": asked, "answer": answer}, subject=subject, at=at)
    db.session.add(
        DecisionRecord(
            ledger_key=key,
            organisation_id=organisation_id,
            person_id=person_id,
            dataset=question.dataset,
            purpose=question.purpose,
            request=canonical_json(asked),
            answer=canonical_json(answer),
            is_permitted=judgement.decision.is_permitted,
            ledger_size=judgement.ledger_size,
            decided_at=at,
        )
    )
    if person_id is not None and not is_about_the_past(question, at):
        record_use(_use(Given(question, judgement, key, at), organisation_id, person_id))
    return Given(question, judgement, key, at)


def _use(given: Given, organisation_id: int, person_id: int) -> Use:
    decision, question = given.decision, given.question
    return Use(
        person_id=person_id,
        organisation_id=organisation_id,
        dataset=question.dataset,
        purpose=question.purpose,
        kinds=given.judgement.kinds,
        used_at=given.at,
        decision_key=given.key,
        is_permitted=decision.is_permitted,
        sentence_ja=sentences(decision, "ja"),
        sentence_en=sentences(decision, "en"),
        rules=tuple(rule.slug for rule in given.judgement.rules),
        grant_reference="" if decision.grant is None else f"grant:{decision.grant}",
    )


def question_json(question: Question) -> dict[str, Json]:
    """Return a question as it is recorded; what was left out or ignored is not there."""
    said: Mapping[str, Json] = {
        "organisation": question.organisation,
        "action": question.action,
        "resource_type": question.resource_type,
        "dataset": question.dataset,
        "purpose": question.purpose,
        "person": question.person,
        "kinds": None if question.kinds is None else sorted(question.kinds),
        "time": None if question.time is None else utc_text(question.time),
        "known_at": None if question.known_at is None else utc_text(question.known_at),
    }
    return {key: value for key, value in said.items() if value is not None}


def answer_json(judgement: Judgement) -> dict[str, Json]:
    """Return an answer as it is recorded: the reasons, the rules by the hash of the version, the grant."""
    decision = judgement.decision
    return {
        "permitted": decision.is_permitted,
        "reasons": [
            {
                "code": one.denial.value,
                "rules": list(one.rules),
                "kinds": list(one.kinds),
                "suspensions": list(one.suspensions),
            }
            for one in decision.reasons
        ],
        "rules": [{"number": one.number, "version": one.version, "hash": one.hash} for one in judgement.rules],
        "grant": decision.grant,
        "obligations": list(decision.obligations),
    }
