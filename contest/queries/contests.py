"""Reads of contests."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from accounts.methods import Actor
from contest import policies
from contest.models import Contest, ContestChange, PhaseWindow
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.web.paging import SIZE, Page

_LOOKS_BACK = dt.timedelta(days=30)


def contest_visible_to(actor: Actor, slug: str) -> Contest | None:
    """Return the contest with its divisions and dates, in one query, if the actor may see it."""
    contest = contest_with_slug(slug)
    return contest if contest is not None and policies.may_see_contest(actor, contest) else None


def contest_by_id(contest_id: int) -> Contest | None:
    """Return the contest with its divisions and dates, in one query."""
    return _load_one(_with_id(), contest_id)


def contest_with_slug(slug: str) -> Contest | None:
    """Return the contest with its divisions and dates, in one query."""
    return _load_one(_with_slug(), slug)


def announced_contests_with_ids(ids: set[int]) -> Sequence[Contest]:
    """Return those of the contests that everybody may know of, without their dates."""
    return db.session.scalars(select(Contest).where(Contest.id.in_(ids), Contest.announced_at.is_not(None))).all()


def phases_closed(_session: object, at: dt.datetime) -> Iterable[tuple[str, dt.datetime]]:
    """Name the phases of announced contests that have lately closed, by contest, kind and moment."""
    statement = (
        select(PhaseWindow)
        .join(Contest, PhaseWindow.contest_id == Contest.id)
        .where(Contest.announced_at.is_not(None), PhaseWindow.closes_at <= at, PhaseWindow.closes_at > at - _LOOKS_BACK)
    )
    for window in db.session.scalars(statement):
        yield f"{window.contest_id}/{window.kind}/{window.closes_at.isoformat()}", window.closes_at


def contests_visible_to(actor: Actor) -> list[Contest]:
    """Return the contests with their dates, the newest first, in one query."""
    newest_first = Contest.created_at.desc(), Contest.id.desc()
    statement = select(Contest).options(joinedload(Contest.windows)).order_by(*newest_first)
    contests = db.session.execute(statement).unique().scalars()
    return [contest for contest in contests if policies.may_see_contest(actor, contest)]


def changes_of(contest: Contest, number: int) -> Page[ContestChange]:
    """Return one page of the changes since the announcement, the latest first."""
    of_contest = ContestChange.contest_id == contest.id
    total = db.session.scalar(select(func.count()).select_from(ContestChange).where(of_contest)) or 0
    statement = (
        select(ContestChange)
        .where(of_contest)
        .order_by(ContestChange.changed_at.desc(), ContestChange.id.desc())
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    )
    return Page(db.session.scalars(statement).all(), number, total)


def latest_changes_of(contest: Contest) -> Sequence[ContestChange]:
    """Return the three latest changes since the announcement, in one query."""
    latest_first = ContestChange.changed_at.desc(), ContestChange.id.desc()
    of_contest = ContestChange.contest_id == contest.id
    return db.session.scalars(select(ContestChange).where(of_contest).order_by(*latest_first).limit(3)).all()


def hold_dates(contest: Contest) -> None:
    """Let nobody move the dates, open the counts or release until this transaction ends, and read them anew."""
    hold(contest, "counts_opened_at", "released_at")
    for window in contest.windows:
        hold(window, "opens_at", "closes_at")


def _load_one(statement: Select[Contest], known_by: int | str) -> Contest | None:
    return db.session.execute(statement, {"known_by": known_by}).unique().scalar_one_or_none()


# Nearly every page of a contest asks one of these, so they are put together once.
@cache
def _with_id() -> Select[Contest]:
    return _whole_contest().where(Contest.id == bindparam("known_by"))


@cache
def _with_slug() -> Select[Contest]:
    return _whole_contest().where(Contest.slug == bindparam("known_by"))


def _whole_contest() -> Select[Contest]:
    # Three dates and a handful of divisions: one joined query is cheaper than three.
    return select(Contest).options(joinedload(Contest.windows), joinedload(Contest.divisions))
