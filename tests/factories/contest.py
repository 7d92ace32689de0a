"""Contests and ideas for tests. What is made is committed, so that requests and other processes see it."""

import datetime as dt
import itertools
import secrets

from accounts.models import Person
from contest.enums import IdeaState, Phase, WindowKind
from contest.methods.shuffle import PRIME
from contest.models import Award, Contest, Criterion, Division, Idea, JudgeInvitation, PhaseWindow, PickSlot
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.accounts import actor_of, grant_role, make_person, sign_in

__all__ = ["actor_of", "grant_role", "make_contest", "make_idea", "make_person", "sign_in"]

_numbers = itertools.count(1)

# Days from the opening of the call: [opens, closes) of each window, and a day inside each phase.
_WINDOWS = {WindowKind.SUBMISSION: (0, 10), WindowKind.VOTING: (12, 22), WindowKind.JUDGING: (25, 35)}
_COUNT, _RELEASE = 36, 38
_DAY_IN: dict[Phase, float] = {
    Phase.ANNOUNCED: -1,
    Phase.SUBMISSION: 5,
    Phase.INTERVAL: 11,
    Phase.VOTING: 17,
    Phase.PAUSE: 23,
    Phase.JUDGING: 30,
    Phase.CLOSED: 35.5,
    Phase.DECISION: 37,
    Phase.RELEASED: 39,
}


def make_contest(
    *,
    phase: Phase = Phase.VOTING,
    at: dt.datetime | None = None,
    divisions: int = 2,
    picks: int = 3,
    slug: str | None = None,
    is_announced: bool = True,
) -> Contest:
    """A contest that is in ``phase`` at ``at`` (now by default), with ``picks`` slots in each division."""
    number, at = next(_numbers), at or now()
    opening = at - dt.timedelta(days=_DAY_IN[phase])
    contest = Contest(
        slug=slug or f"contest-{number}",
        created_at=opening - dt.timedelta(days=30),
        announced_at=opening - dt.timedelta(days=20) if is_announced else None,
        counts_opened_at=opening + dt.timedelta(days=_COUNT) if phase in {Phase.DECISION, Phase.RELEASED} else None,
        released_at=opening + dt.timedelta(days=_RELEASE) if phase == Phase.RELEASED else None,
        **_texts("title", "theme", "summary", "description", "eligibility", "rules"),
    )
    contest.windows = [
        PhaseWindow(
            kind=kind, opens_at=opening + dt.timedelta(days=opens), closes_at=opening + dt.timedelta(days=closes)
        )
        for kind, (opens, closes) in _WINDOWS.items()
    ]
    contest.divisions = [_division(position) for position in range(1, divisions + 1)]
    db.session.add(contest)
    db.session.flush()
    for division in contest.divisions:
        division.slots = [PickSlot(slot=slot, contest_id=contest.id) for slot in range(1, picks + 1)]
    db.session.commit()
    return contest


def make_idea(
    contest: Contest,
    *,
    state: IdeaState = IdeaState.PUBLISHED,
    division: Division | None = None,
    author: Person | None = None,
    title: str | None = None,
    at: dt.datetime | None = None,
) -> Idea:
    """A complete idea in ``state``, in the first division unless told otherwise, credited if nobody wrote it."""
    number, at = next(_numbers), at or now()
    was_handed_in = state != IdeaState.DRAFT
    idea = Idea(
        contest_id=contest.id,
        division_id=(division or contest.divisions[0]).id,
        author_id=author.id if author else None,
        credited_name="" if author else f"Author {number}",
        state=state,
        title=title or f"Idea {number}",
        problem="The bus is always late.",
        proposal="Show where the bus is.",
        data_needed="Positions of buses.",
        started_at=at - dt.timedelta(days=3),
        saved_at=at - dt.timedelta(days=3),
        submitted_at=at - dt.timedelta(days=2) if was_handed_in else None,
        published_at=at - dt.timedelta(days=1) if state == IdeaState.PUBLISHED else None,
        ended_at=at if state in {IdeaState.REFUSED, IdeaState.WITHDRAWN} else None,
        shuffle_key=secrets.randbelow(PRIME),
    )
    db.session.add(idea)
    db.session.commit()
    return idea


def make_criterion(contest: Contest, *, weight: int = 1) -> Criterion:
    """A line of the contest's rubric."""
    number = next(_numbers)
    criterion = Criterion(
        contest_id=contest.id,
        position=number,
        weight=weight,
        **_texts("name", "anchor_1", "anchor_3", "anchor_5"),
    )
    db.session.add(criterion)
    db.session.commit()
    return criterion


def make_award(contest: Contest, *, division: Division | None = None) -> Award:
    """A prize of the contest, not decided yet."""
    number = next(_numbers)
    award = Award(
        contest_id=contest.id, division_id=division.id if division else None, position=number, **_texts("name")
    )
    db.session.add(award)
    db.session.commit()
    return award


def make_invitation(contest: Contest, person: Person, *, by: Person | None = None) -> JudgeInvitation:
    """An open invitation to judge, sent to the person's address."""
    invitation = JudgeInvitation(
        contest_id=contest.id,
        address=person.address,
        address_key=person.address_key,
        ends_at=contest.window(WindowKind.JUDGING).closes_at + dt.timedelta(days=1),
        invited_by_id=(by or make_person()).id,
        invited_at=now(),
    )
    db.session.add(invitation)
    db.session.commit()
    return invitation


def _division(position: int) -> Division:
    return Division(
        slug=f"division-{position}",
        name_ja=f"第{position}部門",
        name_en=f"Division {position}",
        quota=2,
        position=position,
    )


def _texts(*names: str) -> dict[str, str]:
    return {f"{name}_{language}": f"{name} ({language})" for name in names for language in ("ja", "en")}
