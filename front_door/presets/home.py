"""What the city asks now, as the front page shows it."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.methods import Actor
from contest import policies
from contest.enums import Phase, WindowKind
from contest.presets import ContestEntry, TimelinePhase, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contest.models import Contest

_OPEN = {Phase.VOTING: 0, Phase.SUBMISSION: 1}


@dataclass(frozen=True, slots=True)
class OpenContest:
    """A contest in which everybody can do something now, with its way from call to result."""

    entry: ContestEntry
    timeline: list[TimelinePhase]
    is_voting: bool
    invites_to_vote: bool
    may_draft: bool


def open_contests(contests: "Iterable[Contest]", actor: Actor) -> list[OpenContest]:
    """Return the contests that take votes or ideas now, the votes first, then what closes first."""
    found = [(_leading(contest, actor.at), contest) for contest in contests]
    now_open = [(phase, contest) for phase, contest in found if phase in _OPEN and contest.announced_at is not None]
    now_open.sort(key=lambda pair: (_OPEN[pair[0]], _closing(pair[1], pair[0]), pair[1].id))
    return [
        OpenContest(
            entry=ContestEntry.of(contest, actor.at),
            timeline=timeline(contest, actor.at),
            is_voting=phase == Phase.VOTING,
            invites_to_vote=policies.may_be_invited_to_vote(actor, contest),
            may_draft=policies.may_draft_idea(actor, contest),
        )
        for phase, contest in now_open
    ]


def _leading(contest: "Contest", at: dt.datetime) -> Phase:
    phases = contest.phases_at(at)
    return min(phases, key=lambda phase: _OPEN.get(phase, len(_OPEN)))


def _closing(contest: "Contest", phase: Phase) -> dt.datetime:
    return contest.window(WindowKind(phase)).closes_at
