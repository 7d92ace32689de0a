"""Setting up a contest and moving its dates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select

from accounts.methods import Actor
from contest.enums import WindowKind
from contest.errors import AlreadyReleased, ContestNotReady, CountsOpened, DivisionInUse, PhaseBegan
from contest.models import Award, Contest, Criterion, Division, Idea, IdeaImport, PhaseWindow, PickSlot
from contest.search_documents import contest_announced
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.commitments import Json
from foundations.ledger.recording import record

Part = Division | Criterion | Award
Dates = Mapping[WindowKind, tuple[dt.datetime, dt.datetime]]


@dataclass(frozen=True, slots=True)
class ContestText:
    """The texts of a contest in both languages."""

    slug: str
    title_ja: str
    title_en: str
    theme_ja: str
    theme_en: str
    summary_ja: str
    summary_en: str
    description_ja: str
    description_en: str
    eligibility_ja: str
    eligibility_en: str
    rules_ja: str
    rules_en: str


def create_contest(*, text: ContestText, dates: Dates, by: Actor) -> Contest:
    """Open a contest that only the secretariat sees until it is announced."""
    contest = Contest(**asdict(text), created_at=by.at)
    db.session.add(contest)
    db.session.flush()
    _write_dates(contest, dates)
    record("contest.created", {"contest": contest.id, "slug": text.slug}, subject=f"contest:{contest.id}", at=by.at)
    return contest


def edit_contest(*, contest: Contest, text: ContestText) -> None:
    """Change the texts while the contest has not begun."""
    for name, value in asdict(text).items():
        setattr(contest, name, value)


def add_part(*, contest: Contest, part: Part) -> None:
    """Add a division (with the slots of its ballot), a criterion or an award at the end of its list."""
    last = db.session.scalar(select(func.max(type(part).position)).where(type(part).contest_id == contest.id))
    part.contest_id, part.position = contest.id, (last or 0) + 1
    if isinstance(part, Division):
        for slot in part.slots:
            slot.contest_id = contest.id
    db.session.add(part)
    db.session.flush()  # a taken name is refused here


def remove_part(*, part: Part) -> None:
    """Take a division, a criterion or an award away.

    Raises:
        DivisionInUse: if ideas (drafts included), awards or imported files name the division.
    """
    if isinstance(part, Division):
        if any(
            db.session.scalars(select(user.id).where(user.division_id == part.id).limit(1)).first() is not None
            for user in (Idea, Award, IdeaImport)
        ):
            raise DivisionInUse
        db.session.execute(delete(PickSlot).where(PickSlot.division_id == part.id))
    db.session.delete(part)


def announce_contest(*, contest: Contest, by: Actor) -> None:
    """Show the contest to everybody.

    Raises:
        ContestNotReady: if it has no division or no criterion yet.
    """
    criteria = db.session.scalar(select(func.count()).where(Criterion.contest_id == contest.id))
    if not contest.divisions or not criteria:
        raise ContestNotReady
    contest.announced_at = by.at
    contest_announced(contest, at=by.at)
    record("contest.announced", {"contest": contest.id}, subject=f"contest:{contest.id}", at=by.at)


def check_dates_may_change(*, contest: Contest) -> None:
    """Refuse whoever would move the dates although somebody may have seen the counts.

    Raises:
        CountsOpened: with the moment since when that is so.
        AlreadyReleased: if everybody knows them.
    """
    if contest.released_at is not None:
        raise AlreadyReleased
    if contest.counts_opened_at is not None:
        raise CountsOpened(opened_at=contest.counts_opened_at)


def hold_dates(contest: Contest) -> None:
    """Let nobody move the dates, open the counts or release until this transaction ends, and read them anew."""
    hold(contest, "counts_opened_at", "released_at")
    for window in contest.windows:
        hold(window, "opens_at", "closes_at")


def change_schedule(*, contest: Contest, dates: Dates, reason: str, by: Actor) -> None:
    """Move the dates of the phases: an act with a reason, recorded with the dates before and after.

    Raises:
        CountsOpened, AlreadyReleased: if somebody may have seen the counts.
        PhaseBegan: if a phase that has begun would begin later; it would undo what people did in it.
    """
    hold_dates(contest)
    check_dates_may_change(contest=contest)
    for window in contest.windows:
        if window.opens_at <= by.at < dates[WindowKind(window.kind)][0]:
            raise PhaseBegan
    before = {window.kind: (window.opens_at, window.closes_at) for window in contest.windows}
    _write_dates(contest, dates)
    payload: dict[str, Json] = {
        "contest": contest.id,
        "reason": reason,
        "before": _written(before),
        "after": _written(dates),
    }
    record("contest.schedule_changed", payload, subject=f"contest:{contest.id}", at=by.at)


def _write_dates(contest: Contest, dates: Dates) -> None:
    existing = {window.kind: window for window in contest.windows}
    for kind, (opens_at, closes_at) in dates.items():
        window = existing.get(kind)
        if window is None:
            contest.windows.append(
                PhaseWindow(contest_id=contest.id, kind=kind, opens_at=opens_at, closes_at=closes_at)
            )
        else:
            window.opens_at, window.closes_at = opens_at, closes_at
    db.session.flush()


def _written(dates: Dates) -> Json:
    return {str(kind): [moment.isoformat() for moment in pair] for kind, pair in dates.items()}
