"""Setting up a contest, moving its dates and changing its texts."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from accounts.methods import Actor
from contest.enums import WindowKind
from contest.errors import (
    AlreadyReleased,
    ContestNotReady,
    CountsOpened,
    PhaseBegan,
    TextsFixed,
    TextsMovedOn,
)
from contest.methods.texts import text_digest
from contest.models import (
    TEXTS,
    Contest,
    ContestChange,
    PhaseWindow,
)
from contest.queries.contests import hold_dates
from contest.queries.secretariat import awards_of, criteria_of
from contest.search_documents import contest_announced, contest_changed
from contest.services.parts import described
from foundations.database.locks import hold
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


def edit_contest(*, contest: Contest, text: ContestText, seen: str, reason: str, by: Actor) -> bool:
    """Change the texts; tell whether anything differs.

    Once the contest is announced people rely on them: then it is an act with a reason,
    on the record, and everybody can read the words before and after. Its address stays.

    Raises:
        TextsMovedOn: if they are no longer those whose digest was ``seen``.
        TextsFixed, AlreadyReleased: if somebody may have seen the counts.
    """
    hold(contest, "announced_at", "counts_opened_at", "released_at", "slug", *TEXTS)
    if contest.released_at is not None:
        raise AlreadyReleased
    if contest.counts_opened_at is not None:
        raise TextsFixed(opened_at=contest.counts_opened_at)
    if contest.texts_digest != seen:
        raise TextsMovedOn
    wanted = asdict(text) if contest.announced_at is None else asdict(text) | {"slug": contest.slug}
    changed = [(name, str(getattr(contest, name)), value) for name, value in wanted.items()]
    changed = [(name, before, after) for name, before, after in changed if before != after]
    for name, _before, after in changed:
        setattr(contest, name, after)
    db.session.flush()  # a taken address is refused here
    if changed and contest.announced_at is not None:
        contest_changed(contest, at=by.at)
        digests: Json = {name: [text_digest(before), text_digest(after)] for name, before, after in changed}
        payload: dict[str, Json] = {"contest": contest.id, "reason": reason, "texts": digests}
        key = record("contest.texts_changed", payload, subject=f"contest:{contest.id}", at=by.at)
        _show_change(contest, changed, reason, key, by)
    return bool(changed)


def announce_contest(*, contest: Contest, by: Actor) -> None:
    """Show the contest to everybody.

    Raises:
        ContestNotReady: if it has no division or no criterion yet.
    """
    criteria = criteria_of(contest)
    if not contest.divisions or not criteria:
        raise ContestNotReady
    contest.announced_at = by.at
    contest_announced(contest, at=by.at)
    payload: dict[str, Json] = {
        "contest": contest.id,
        "texts": contest.texts_digest,
        "parts": [described(part) for part in (*contest.divisions, *criteria, *awards_of(contest))],
    }
    record("contest.announced", payload, subject=f"contest:{contest.id}", at=by.at)


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


def change_schedule(*, contest: Contest, dates: Dates, reason: str, by: Actor) -> None:
    """Move the dates of the phases: an act with a reason, recorded with the dates before and after.

    Raises:
        CountsOpened, AlreadyReleased: if somebody may have seen the counts.
        PhaseBegan: if a phase of an announced contest that has begun would begin later; it would undo what people
            did in it.
    """
    hold_dates(contest)
    hold(contest, "announced_at")
    check_dates_may_change(contest=contest)
    for window in contest.windows:
        if contest.announced_at is not None and window.opens_at <= by.at < dates[WindowKind(window.kind)][0]:
            raise PhaseBegan
    before = {WindowKind(window.kind): (window.opens_at, window.closes_at) for window in contest.windows}
    _write_dates(contest, dates)
    payload: dict[str, Json] = {
        "contest": contest.id,
        "reason": reason,
        "before": _written(before),
        "after": _written(dates),
    }
    key = record("contest.schedule_changed", payload, subject=f"contest:{contest.id}", at=by.at)
    if contest.announced_at is not None:
        _show_change(contest, _moved(before, dates), reason, key, by)


def _show_change(contest: Contest, parts: Iterable[tuple[str, str, str]], reason: str, key: str, by: Actor) -> None:
    change = ContestChange(
        contest_id=contest.id,
        changed_by_id=by.person_id,
        changed_at=by.at,
        reason=reason,
        parts=json.dumps(list(parts), ensure_ascii=False),
        entry_key=key,
    )
    db.session.add(change)


def _moved(before: Dates, after: Dates) -> Iterator[tuple[str, str, str]]:
    for kind in WindowKind:
        for edge, old, new in zip(("opens", "closes"), before[kind], after[kind], strict=True):
            if old != new:
                yield f"{kind}_{edge}", old.isoformat(), new.isoformat()


def record_closing(*, contest: Contest, kind: WindowKind, closed_at: dt.datetime, at: dt.datetime) -> None:
    """Put on the record that a phase has closed, unless its dates were moved meanwhile."""
    hold_dates(contest)
    if contest.window(kind).closes_at == closed_at:
        payload: dict[str, Json] = {"contest": contest.id, "phase": str(kind), "closed_at": closed_at.isoformat()}
        record("contest.phase_closed", payload, subject=f"contest:{contest.id}", at=at)


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
