"""What waits for somebody in all contests: ideas to score and to check; and the ballots they cast. One query each."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from accounts.methods import Actor
from contest.enums import IdeaState
from contest.models import Ballot, Conflict, Contest, Idea, ScoreSheet
from foundations.database.session import db


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait in one contest, and since when the one that waits longest, if that is known."""

    count: int
    since: dt.datetime | None = None


def own_ballots(actor: Actor) -> Sequence[Any]:
    """Return the actor's ballots, the latest first: contest_id, slug, title_ja, title_en, receipt_code, cast_at."""
    statement = (
        select(
            Ballot.contest_id,
            Contest.slug,
            Contest.title_ja,
            Contest.title_en,
            Ballot.receipt_code,
            Ballot.cast_at,
        )
        .join(Ballot.contest)
        .where(Ballot.voter_id == actor.person_id)
        .order_by(Ballot.cast_at.desc(), Ballot.id.desc())
        .limit(100)
    )
    return db.session.execute(statement).all()


def ideas_to_score(actor: Actor, contest_ids: Collection[int]) -> Mapping[int, Waiting]:
    """Return for each contest how many ideas the actor has neither scored nor a conflict with; never their own."""
    if not contest_ids:
        return {}
    statement = (
        select(Idea.contest_id, func.count())
        .outerjoin(ScoreSheet, and_(ScoreSheet.idea_id == Idea.id, ScoreSheet.judge_id == actor.person_id))
        .outerjoin(Conflict, and_(Conflict.idea_id == Idea.id, Conflict.judge_id == actor.person_id))
        .where(
            Idea.contest_id.in_(contest_ids),
            Idea.state == IdeaState.PUBLISHED,
            Idea.author_id.is_distinct_from(actor.person_id),
            ScoreSheet.handed_in_at.is_(None),
            Conflict.idea_id.is_(None),
        )
        .group_by(Idea.contest_id)
    )
    return {contest_id: Waiting(count) for contest_id, count in db.session.execute(statement)}


def ideas_to_check(contest_ids: Collection[int]) -> Mapping[int, Waiting]:
    """Return for each contest how many submitted ideas wait for the secretariat, and since when."""
    if not contest_ids:
        return {}
    statement = (
        select(Idea.contest_id, func.count(), func.min(Idea.submitted_at))
        .where(Idea.contest_id.in_(contest_ids), Idea.state == IdeaState.SUBMITTED)
        .group_by(Idea.contest_id)
    )
    return {contest_id: Waiting(count, since) for contest_id, count, since in db.session.execute(statement)}
