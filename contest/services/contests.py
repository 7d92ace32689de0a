"""Setting up a contest and moving its dates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select

from accounts.methods import Actor
from contest.enums import WindowKind
from contest.errors import ContestNotReady
from contest.models import Award, Contest, Criterion, Division, PhaseWindow, PickSlot
from foundations.database.base import Base
from foundations.database.session import db
from foundations.ledger.commitments import Json
from foundations.ledger.recording import record

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


def add_division(*, contest: Contest, division: Division, picks: int) -> None:
    """Add a division with the slots of its ballot: "up to three picks" is three slots."""
    division.contest_id = contest.id
    division.position = _next_position(Division, contest)
    db.session.add(division)
    db.session.flush()
    db.session.add_all(
        PickSlot(division_id=division.id, contest_id=contest.id, slot=slot) for slot in range(1, picks + 1)
    )


def remove_division(*, division: Division) -> None:
    """Take a division and its slots away; refused by the schema once it has ideas."""
    db.session.execute(delete(PickSlot).where(PickSlot.division_id == division.id))
    db.session.delete(division)


def add_criterion(*, contest: Contest, criterion: Criterion) -> None:
    """Add a line to the rubric."""
    criterion.contest_id = contest.id
    criterion.position = _next_position(Criterion, contest)
    db.session.add(criterion)


def add_award(*, contest: Contest, award: Award) -> None:
    """Add a prize that can be given."""
    award.contest_id = contest.id
    award.position = _next_position(Award, contest)
    db.session.add(award)


def remove_part(*, part: Base) -> None:
    """Take a criterion or an award away while the contest has not begun."""
    db.session.delete(part)


def announce_contest(*, contest: Contest, by: Actor) -> None:
    """Show the contest to everybody.

    Raises:
        ContestNotReady: if it has no division or no criterion yet.
    """
    has_criteria = db.session.scalar(select(func.count()).where(Criterion.contest_id == contest.id))
    if not contest.divisions or not has_criteria:
        raise ContestNotReady
    contest.announced_at = by.at
    record("contest.announced", {"contest": contest.id}, subject=f"contest:{contest.id}", at=by.at)


def change_schedule(*, contest: Contest, dates: Dates, reason: str, by: Actor) -> None:
    """Move the dates of the phases: an act with a reason, recorded with the dates before and after."""
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


def _next_position(model: type[Division | Criterion | Award], contest: Contest) -> int:
    last = db.session.scalar(select(func.max(model.position)).where(model.contest_id == contest.id))
    return (last or 0) + 1
