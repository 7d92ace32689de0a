"""What a contest is made of: divisions with their ballot rule, criteria, awards. Once announced, on the record."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select

from accounts.methods import Actor
from contest.enums import Action, ContestRole, PartKind
from contest.errors import CriterionInUse, DivisionInUse, LastPart, PartsFixed
from contest.methods.phases import ADDING, REMOVING, is_permitted
from contest.methods.texts import text_digest
from contest.models import Award, Contest, Criterion, Division, Idea, IdeaImport, PickSlot, Score
from contest.queries.contests import hold_dates
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.commitments import Json
from foundations.ledger.recording import record

Part = Division | Criterion | Award

_KINDS: Mapping[type[Part], PartKind] = {
    Division: PartKind.DIVISIONS,
    Criterion: PartKind.CRITERIA,
    Award: PartKind.AWARDS,
}


def add_division(
    *, contest: Contest, slug: str, texts: Mapping[str, str], quota: int, picks: int, by: Actor
) -> Division:
    """Add a division in which everybody may pick up to ``picks`` ideas; ``texts`` holds names and descriptions.

    Raises:
        PartsFixed: once the call for ideas has opened.
        NameTaken: by the schema, if another division has this short name.
    """
    slots = [PickSlot(slot=slot, contest_id=contest.id) for slot in range(1, picks + 1)]
    division = Division(slug=slug, **texts, quota=quota, slots=slots)
    _add(contest, division, by)
    return division


def add_criterion(*, contest: Contest, texts: Mapping[str, str], weight: int, by: Actor) -> Criterion:
    """Add a line of the rubric; ``texts`` holds names and anchors.

    Raises:
        PartsFixed: once the call for ideas has opened.
    """
    criterion = Criterion(**texts, weight=weight)
    _add(contest, criterion, by)
    return criterion


def add_award(*, contest: Contest, texts: Mapping[str, str], division_id: int | None, by: Actor) -> Award:
    """Add a prize, for one division or for the whole contest; ``texts`` holds its names.

    Raises:
        PartsFixed: once voting has begun.
    """
    award = Award(**texts, division_id=division_id)
    _add(contest, award, by)
    return award


def remove_part(*, contest: Contest, part: Part, by: Actor) -> None:
    """Take a division, a criterion or an award away.

    Raises:
        PartsFixed: once the call for ideas has opened.
        LastPart: if an announced contest would have no division or no criterion left.
        DivisionInUse: if ideas (drafts included), awards or imported files name the division.
        CriterionInUse: if judges have scored by the criterion.
    """
    _hold(contest)
    check_part_may_change(contest=contest, action=REMOVING[_KINDS[type(part)]], by=by)
    _check_dispensable(contest, part)
    what = described(part)
    if isinstance(part, Division):
        for slot in part.slots:
            db.session.delete(slot)
    db.session.delete(part)
    _record("contest.part_removed", contest, what, by)


def check_part_may_change(*, contest: Contest, action: Action, by: Actor) -> None:
    """Refuse a change that the phase table does not allow any more.

    Raises:
        PartsFixed: with what may still be changed.
    """
    if not is_permitted(action, contest.phases_at(by.at), {ContestRole.SECRETARIAT}):
        raise PartsFixed


def described(part: Part) -> dict[str, Json]:
    """Return what the record binds of a part."""
    what: dict[str, Json] = {"kind": str(_KINDS[type(part)]), "id": part.id, "name": [part.name_ja, part.name_en]}
    if isinstance(part, Division):
        return {**what, "slug": part.slug, "picks": len(part.slots), "quota": part.quota}
    if isinstance(part, Criterion):
        anchors = [getattr(part, f"anchor_{points}_{tongue}") for points in (1, 3, 5) for tongue in ("ja", "en")]
        return {**what, "weight": part.weight, "anchors": text_digest(*anchors)}
    return {**what, "division": part.division_id}


def _hold(contest: Contest) -> None:
    hold_dates(contest)
    hold(contest, "announced_at")


def _add(contest: Contest, part: Part, by: Actor) -> None:
    _hold(contest)
    check_part_may_change(contest=contest, action=ADDING[_KINDS[type(part)]], by=by)
    last = db.session.scalar(select(func.max(type(part).position)).where(type(part).contest_id == contest.id))
    part.contest_id, part.position = contest.id, (last or 0) + 1
    db.session.add(part)
    db.session.flush()  # a taken name is refused here
    _record("contest.part_added", contest, described(part), by)


def _check_dispensable(contest: Contest, part: Part) -> None:
    if contest.announced_at is not None and not isinstance(part, Award):
        others = select(type(part).id).where(type(part).contest_id == contest.id, type(part).id != part.id).limit(1)
        if db.session.scalar(others) is None:
            raise LastPart
    if isinstance(part, Division) and any(_is_there(user.division_id == part.id) for user in (Idea, Award, IdeaImport)):
        raise DivisionInUse
    if isinstance(part, Criterion) and _is_there(Score.criterion_id == part.id):
        raise CriterionInUse


def _is_there(condition: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(1).where(condition).limit(1)) is not None


def _record(kind: str, contest: Contest, what: dict[str, Json], by: Actor) -> None:
    # Before the announcement nobody relies on it; the announcement records the whole set-up.
    if contest.announced_at is not None:
        record(kind, {"contest": contest.id, "part": what}, subject=f"contest:{contest.id}", at=by.at)
