"""Making the parts of a contest from plain values: divisions with their ballot rule, criteria, awards."""

from collections.abc import Mapping

from contest.models import Award, Contest, Criterion, Division, PickSlot
from contest.services.contests import add_part


def add_division(*, contest: Contest, slug: str, texts: Mapping[str, str], quota: int, picks: int) -> Division:
    """Add a division in which everybody may pick up to ``picks`` ideas; ``texts`` holds names and descriptions."""
    slots = [PickSlot(slot=slot) for slot in range(1, picks + 1)]
    division = Division(slug=slug, **texts, quota=quota, slots=slots)
    add_part(contest=contest, part=division)
    return division


def add_criterion(*, contest: Contest, texts: Mapping[str, str], weight: int) -> Criterion:
    """Add a line of the rubric; ``texts`` holds names and anchors."""
    criterion = Criterion(**texts, weight=weight)
    add_part(contest=contest, part=criterion)
    return criterion


def add_award(*, contest: Contest, texts: Mapping[str, str], division: Division | None = None) -> Award:
    """Add a prize, for one division or for the whole contest; ``texts`` holds its names."""
    award = Award(**texts, division_id=None if division is None else division.id)
    add_part(contest=contest, part=award)
    return award
