"""Reads of what voters wrote beside their picks; nothing of it leaves before the release."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, contains_eager

from accounts.methods import Actor
from contest import policies
from contest.models import Ballot, Contest, Idea, Improvement
from foundations.database.session import db
from foundations.web.paging import SIZE, Page


def improvements_on(idea_id: int, number: int) -> Page[Any]:
    """Return one page of what voters wrote beside their picks of an idea: key, body, hidden_at, hidden_reason."""
    counted = (
        select(Improvement.key, Improvement.body, Improvement.hidden_at, Improvement.hidden_reason)
        .join(Ballot, Improvement.ballot_id == Ballot.id)
        .where(Improvement.idea_id == idea_id, is_last_ballot())
    )
    total = db.session.scalar(select(func.count()).select_from(counted.subquery())) or 0
    statement = counted.order_by(Improvement.key).limit(SIZE).offset((number - 1) * SIZE)
    return Page(db.session.execute(statement).all(), number, total)


def improvement_visible_to(actor: Actor, key: str) -> Improvement | None:
    """Return one improvement with its idea and contest, if the results are public."""
    statement = (
        select(Improvement)
        .join(Improvement.idea)
        .join(Idea.contest)
        .options(contains_eager(Improvement.idea).contains_eager(Idea.contest).joinedload(Contest.windows))
        .where(Improvement.key == key)
    )
    found = db.session.execute(statement).unique().scalar_one_or_none()
    if found is None or not policies.may_read_results(actor, found.idea.contest):
        return None
    return found if policies.may_read_idea(actor, found.idea) else None


def place_of(improvement: Improvement) -> int:
    """Return the page of the idea's result on which the improvement stands."""
    before = (
        select(func.count())
        .select_from(Improvement)
        .join(Ballot, Improvement.ballot_id == Ballot.id)
        .where(Improvement.idea_id == improvement.idea_id, Improvement.key < improvement.key, is_last_ballot())
    )
    return (db.session.scalar(before) or 0) // SIZE + 1


def is_last_ballot() -> ColumnElement[bool]:
    """Return the condition that a ballot is its voter's last one: the one that counts."""
    later = aliased(Ballot)
    return ~(
        select(later.id)
        .where(
            later.contest_id == Ballot.contest_id,
            later.voter_id == Ballot.voter_id,
            later.sequence > Ballot.sequence,
        )
        .exists()
    )
