"""Which phase a contest is in, and who may do what in it.

Windows are half-open, ``[opens_at, closes_at)``, and may overlap (a panel can
judge while citizens vote), so a contest is in a *set* of phases; an action is
open if any of them opens it. Two acts end them for good, whatever windows and clock
say afterwards: opening the counts and releasing the results.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contest.enums import Action, ContestRole, PartKind, Phase, WindowKind


@dataclass(frozen=True, slots=True)
class Window:
    """A dated phase: it contains ``opens_at`` and does not contain ``closes_at``."""

    kind: WindowKind
    opens_at: dt.datetime
    closes_at: dt.datetime

    def contains(self, at: dt.datetime) -> bool:
        """Tell whether ``at`` lies in the window."""
        return self.opens_at <= at < self.closes_at


_ALWAYS = frozenset(Phase)
_BEFORE_RELEASE = _ALWAYS - {Phase.RELEASED}
_BEFORE_CALL = frozenset({Phase.ANNOUNCED})
_UNTIL_VOTING = frozenset({Phase.SUBMISSION, Phase.INTERVAL})
_DATES_OPEN = _BEFORE_RELEASE - {Phase.DECISION}
_TALKING = _ALWAYS - {Phase.ANNOUNCED}
_EVERYONE = frozenset(ContestRole)
_OFFICE = frozenset({ContestRole.SECRETARIAT})
_CITIZENS = frozenset({ContestRole.CITIZEN})

# action → phases in which it is open → roles that may do it
PERMITTED: Mapping[Action, tuple[frozenset[Phase], frozenset[ContestRole]]] = {
    Action.READ_IDEAS: (_ALWAYS, _EVERYONE),
    Action.DRAFT_IDEA: (frozenset({Phase.SUBMISSION}), _CITIZENS),
    Action.SUBMIT_IDEA: (frozenset({Phase.SUBMISSION}), _CITIZENS),
    Action.WITHDRAW_IDEA: (_UNTIL_VOTING, _CITIZENS),
    Action.COMMENT: (_TALKING, _CITIZENS | _OFFICE),
    Action.SUPPORT: (_UNTIL_VOTING, _CITIZENS),
    Action.MODERATE: (_BEFORE_RELEASE, _OFFICE),
    Action.IMPORT_IDEAS: (frozenset({Phase.ANNOUNCED, Phase.SUBMISSION, Phase.INTERVAL}), _OFFICE),
    Action.ADD_DIVISION: (_BEFORE_CALL, _OFFICE),
    Action.REMOVE_DIVISION: (_BEFORE_CALL, _OFFICE),
    Action.ADD_CRITERION: (_BEFORE_CALL, _OFFICE),
    Action.REMOVE_CRITERION: (_BEFORE_CALL, _OFFICE),
    Action.ADD_AWARD: (_BEFORE_CALL | _UNTIL_VOTING, _OFFICE),
    Action.REMOVE_AWARD: (_BEFORE_CALL, _OFFICE),
    Action.CHANGE_TEXTS: (_DATES_OPEN, _OFFICE),
    Action.APPOINT_JUDGES: (_DATES_OPEN, _OFFICE),
    Action.CHANGE_SCHEDULE: (_DATES_OPEN, _OFFICE),
    Action.VOTE: (frozenset({Phase.VOTING}), _CITIZENS),
    Action.SCORE: (frozenset({Phase.JUDGING}), frozenset({ContestRole.JUDGE})),
    Action.OPEN_COUNTS: (frozenset({Phase.CLOSED}), _OFFICE),
    Action.DECIDE_AWARDS: (frozenset({Phase.DECISION}), _OFFICE),
    Action.RELEASE_RESULTS: (frozenset({Phase.DECISION}), _OFFICE),
    Action.READ_RESULTS: (frozenset({Phase.RELEASED}), _EVERYONE),
}

ADDING: Mapping[PartKind, Action] = {
    PartKind.DIVISIONS: Action.ADD_DIVISION,
    PartKind.CRITERIA: Action.ADD_CRITERION,
    PartKind.AWARDS: Action.ADD_AWARD,
}
REMOVING: Mapping[PartKind, Action] = {
    PartKind.DIVISIONS: Action.REMOVE_DIVISION,
    PartKind.CRITERIA: Action.REMOVE_CRITERION,
    PartKind.AWARDS: Action.REMOVE_AWARD,
}


def phases_at(
    windows: Collection[Window], at: dt.datetime, *, are_counts_open: bool = False, is_released: bool = False
) -> frozenset[Phase]:
    """Return the phases that hold at ``at``; never empty.

    Args:
        windows: the dated phases, in any order.
        at: the instant to judge.
        are_counts_open: whether somebody may have seen the counts.
        is_released: whether the results were published.
    """
    if is_released:
        return frozenset({Phase.RELEASED})
    if are_counts_open:
        return frozenset({Phase.DECISION})
    open_now = frozenset(Phase(window.kind) for window in windows if window.contains(at))
    if open_now:
        return open_now
    if not windows or all(at < window.opens_at for window in windows):
        return frozenset({Phase.ANNOUNCED})
    if all(at >= window.closes_at for window in windows):
        return frozenset({Phase.CLOSED})
    # Between voting and judging nothing may come or go: an idea withdrawn then would take its votes with it.
    has_voted = any(window.kind == WindowKind.VOTING and at >= window.opens_at for window in windows)
    return frozenset({Phase.PAUSE if has_voted else Phase.INTERVAL})


def is_permitted(action: Action, phases: Collection[Phase], roles: Collection[ContestRole]) -> bool:
    """Tell whether any of ``roles`` may do ``action`` in any of ``phases``."""
    open_in, open_to = PERMITTED[action]
    return not open_in.isdisjoint(phases) and not open_to.isdisjoint(roles)
