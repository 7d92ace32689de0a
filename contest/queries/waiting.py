"""What waits for somebody in all contests, and the ballots they cast. One query each."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, and_, cast, func, literal, null, or_, select, union_all

from accounts.enums import EVERYWHERE, Role, contest_scope
from accounts.methods import Actor
from accounts.queries import holders_of
from contest.enums import IdeaState, ImportState, WorkKind
from contest.models import Ballot, Conflict, Contest, Idea, IdeaImport, ScoreSheet
from foundations.database.columns import UtcDateTime
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


def work_waiting(
    actor: Actor, *, judged: Collection[int], run: Collection[int], scored: Collection[int]
) -> Mapping[tuple[WorkKind, int], Waiting]:
    """Return what waits in contests, by its kind and the contest, in one query.

    Args:
        actor: whose work it is.
        judged: contests in which the actor scores now.
        run: contests that the actor runs.
        scored: those of them whose judges score now.
    """
    asked = [
        *([_to_score(actor, judged)] if judged else []),
        *([_to_check(run), _imports(run)] if run else []),
        *([_sheets_missing(scored, actor.at)] if scored else []),
    ]
    if not asked:
        return {}
    rows = db.session.execute(union_all(*asked))
    return {(WorkKind(kind), contest_id): Waiting(count, since) for kind, contest_id, count, since in rows if count}


_never = cast(null(), UtcDateTime)


def _to_score(actor: Actor, contest_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Count published ideas without a sheet handed in by the actor or a conflict with them; never their own."""
    return (
        select(literal(WorkKind.SCORE.value), Idea.contest_id, func.count(), _never)
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


def _to_check(contest_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(literal(WorkKind.CHECK.value), Idea.contest_id, func.count(), func.min(Idea.submitted_at))
        .where(Idea.contest_id.in_(contest_ids), Idea.state == IdeaState.SUBMITTED)
        .group_by(Idea.contest_id)
    )


def _imports(contest_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Count files that wait for a person; those being read wait for the machine."""
    waiting = ImportState.UPLOADED, ImportState.FAULTY, ImportState.READY
    return (
        select(literal(WorkKind.IMPORT.value), IdeaImport.contest_id, func.count(), func.min(IdeaImport.changed_at))
        .where(IdeaImport.contest_id.in_(contest_ids), IdeaImport.state.in_(waiting))
        .group_by(IdeaImport.contest_id)
    )


def _sheets_missing(contest_ids: Collection[int], at: dt.datetime) -> Select[*tuple[Any, ...]]:
    """Count pairs of a judge in office and an idea to be scored by them, without a sheet handed in."""
    held = holders_of(Role.JUDGE, at).subquery()
    over = or_(
        held.c.scope == literal(contest_scope(0)[:-1]) + cast(Idea.contest_id, String), held.c.scope == EVERYWHERE
    )
    pairs = (
        select(Idea.contest_id, Idea.id, held.c.person_id)
        .join(held, over)
        .outerjoin(ScoreSheet, and_(ScoreSheet.idea_id == Idea.id, ScoreSheet.judge_id == held.c.person_id))
        .outerjoin(Conflict, and_(Conflict.idea_id == Idea.id, Conflict.judge_id == held.c.person_id))
        .where(
            Idea.contest_id.in_(contest_ids),
            Idea.state == IdeaState.PUBLISHED,
            Idea.author_id.is_distinct_from(held.c.person_id),
            ScoreSheet.handed_in_at.is_(None),
            Conflict.idea_id.is_(None),
        )
        .distinct()
        .subquery()
    )
    return select(literal(WorkKind.SHEETS.value), pairs.c.contest_id, func.count(), _never).group_by(pairs.c.contest_id)
