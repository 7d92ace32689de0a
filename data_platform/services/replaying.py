"""Deciding anew on what was decided: the same question at the same instant must get the same answer (R-53)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from data_platform.methods.questions import Question, instant_of
from data_platform.models import DecisionRecord
from data_platform.services.deciding import answer_json, judge_from_record, judge_names
from foundations.database.session import db
from foundations.ledger.commitments import canonical_json

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Replayed:
    """A recorded decision and the answer that the record gives today."""

    record: DecisionRecord
    answer: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same, to the rule's hash."""
        return self.answer == self.record.answer


def replay_all() -> Iterator[Replayed]:
    """Yield every recorded decision with today's answer to it, in the order of writing.

    Denials because nothing could be decided are left out: there was no answer to repeat.
    """
    last = 0
    while True:
        rows = db.session.scalars(
            select(DecisionRecord).where(DecisionRecord.id > last).order_by(DecisionRecord.id).limit(_AT_ONCE)
        ).all()
        if not rows:
            return
        for row in rows:
            if not _is_undecided(row):
                yield Replayed(row, _answer(row))
        last = rows[-1].id


def _is_undecided(row: DecisionRecord) -> bool:
    return any(one["code"] == "could_not_decide" for one in json.loads(row.answer)["reasons"])


def _answer(row: DecisionRecord) -> str:
    question = _question(json.loads(row.request))
    judged = judge_names(question)
    if judged is None:
        then = min(question.time or row.decided_at, row.decided_at)
        known_at = min(question.known_at or then, row.decided_at)
        judged = judge_from_record(question, row.person_id, at=then, known_at=known_at)
    return canonical_json(answer_json(judged))


def _question(said: dict[str, object]) -> Question:
    kinds = said.get("kinds")
    return Question(
        organisation=str(said["organisation"]),
        action=str(said["action"]),
        resource_type=str(said["resource_type"]),
        dataset=str(said["dataset"]),
        purpose=str(said["purpose"]),
        person=str(said["person"]) if "person" in said else None,
        kinds=frozenset(map(str, kinds)) if isinstance(kinds, list) else None,
        time=instant_of(str(said["time"])) if "time" in said else None,
        known_at=instant_of(str(said["known_at"])) if "known_at" in said else None,
    )
