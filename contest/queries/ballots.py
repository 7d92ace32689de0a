"""Reads for voting: what stands on the ballot, what the rule allows, a voter's own ballot."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import joinedload

from accounts.methods import Actor
from contest.enums import IdeaState
from contest.models import Ballot, Contest, Idea, Improvement, Pick, PickSlot
from contest.queries.ideas import EXCERPT, SHUFFLED, values_of_day
from foundations.database.session import db

# Casting asks these in the busiest hour, so they are built once.
_slots = select(PickSlot.division_id, PickSlot.slot).where(PickSlot.contest_id == bindparam("contest_id"))
_slots_held = (
    _slots.join(Contest, PickSlot.contest_id == Contest.id)
    .where(Contest.counts_opened_at.is_(None))
    .with_for_update(read=True, key_share=True, of=Contest)
)
_on_ballot: Select[*tuple[Any, ...]] = select(Idea.id, Idea.division_id).where(
    Idea.contest_id == bindparam("contest_id"), Idea.state == IdeaState.PUBLISHED
)
_named_on_ballot = _on_ballot.where(Idea.id.in_(bindparam("idea_ids", expanding=True)))


def ideas_on_ballot(contest: Contest, at: dt.datetime) -> dict[int, list[Any]]:
    """Return the ideas of each division in the day's shuffle, in one query: id, title, excerpt, division_id."""
    excerpt = func.substr(Idea.proposal, 1, EXCERPT).label("excerpt")
    statement = _on_ballot.add_columns(Idea.title, excerpt).order_by(*SHUFFLED)
    return _by_division(statement, contest_id=contest.id, **values_of_day(contest, at))


def ideas_chosen(contest: Contest, idea_ids: Collection[int]) -> dict[int, list[Any]]:
    """Return those of the ideas that stand on the ballot, by division: id, title, division_id."""
    statement = _named_on_ballot.add_columns(Idea.title).order_by(Idea.id)
    return _by_division(statement, contest_id=contest.id, idea_ids=list(idea_ids))


def divisions_on_ballot(contest: Contest, idea_ids: Collection[int] | None = None) -> dict[int, int]:
    """Return the division of each idea on the ballot, of those asked for if any are named."""
    statement = _on_ballot if idea_ids is None else _named_on_ballot
    rows = db.session.execute(statement, {"contest_id": contest.id, "idea_ids": list(idea_ids or ())})
    return {row.id: row.division_id for row in rows}


def slots_of(contest: Contest) -> dict[int, list[int]]:
    """Return the slots of each division, as the ballot rule made them."""
    return _read_slots(_slots, contest)


def slots_for_casting(contest: Contest) -> dict[int, list[int]]:
    """Return the same, and keep the contest from being counted until this transaction ends.

    On PostgreSQL the contest's row is locked against the act that opens the counts;
    whoever comes after it finds no slots. On SQLite the writing transaction is alone anyway.
    """
    return _read_slots(_slots_held, contest)


def receipt_code_of(actor: Actor, contest: Contest) -> str | None:
    """Return the receipt code of the actor's ballot that counts, if they have voted."""
    if not actor.is_signed_in:
        return None
    mine = select(Ballot.receipt_code).where(Ballot.contest_id == contest.id, Ballot.voter_id == actor.person_id)
    return db.session.scalar(mine.order_by(Ballot.sequence.desc()).limit(1))


def ballot_visible_to(actor: Actor, receipt_code: str) -> Ballot | None:
    """Return the ballot with its contest, to its voter alone."""
    if not actor.is_signed_in:
        return None
    statement = (
        select(Ballot)
        .where(Ballot.receipt_code == receipt_code, Ballot.voter_id == actor.person_id)
        .options(joinedload(Ballot.contest).joinedload(Contest.divisions))
    )
    return db.session.execute(statement).unique().scalar_one_or_none()


def picks_on(ballot: Ballot) -> Sequence[Any]:
    """Return what the voter chose, in the order chosen: division_id, idea_id, title, improvement, hidden_reason."""
    beside = and_(Improvement.ballot_id == Pick.ballot_id, Improvement.idea_id == Pick.idea_id)
    statement = (
        select(
            Pick.division_id,
            Pick.idea_id,
            Idea.title,
            Improvement.body.label("improvement"),
            Improvement.hidden_reason,
        )
        .join(Idea, Pick.idea_id == Idea.id)
        .outerjoin(Improvement, beside)
        .where(Pick.ballot_id == ballot.id)
        .order_by(Pick.division_id, Pick.slot)
    )
    return db.session.execute(statement).all()


def _read_slots(statement: Select[int, int], contest: Contest) -> dict[int, list[int]]:
    slots: dict[int, list[int]] = defaultdict(list)
    for division_id, slot in db.session.execute(statement, {"contest_id": contest.id}):
        slots[division_id].append(slot)
    return slots


def _by_division(statement: Select[*tuple[Any, ...]], **values: Any) -> dict[int, list[Any]]:
    ideas: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement, values):
        ideas[row.division_id].append(row)
    return ideas
