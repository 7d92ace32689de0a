"""A consent's life: which act leads to which state, and which state held when.

The states are those of the W3C Data Privacy Vocabulary 2 (``dpv:ConsentStatus``):
only *given* and *renewed* allow a use. An event has two times: from when it counts
(``effective_at``) and when it was written down (``recorded_at``); a paper form that
reaches the office later has both. So the question is always "at *t*, as known at *s*".
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consent.enums import ConsentAct, ConsentState
from consent.errors import ConsentActNotPossible

PERMITTING = frozenset({ConsentState.GIVEN, ConsentState.RENEWED})

_NEVER_OR_OVER = frozenset(ConsentState) - PERMITTING
_OPEN = frozenset({ConsentState.REQUESTED, ConsentState.DEFERRED})

# act → the states it may start from, and the one it leads to
MOVES: Mapping[ConsentAct, tuple[frozenset[ConsentState], ConsentState]] = {
    ConsentAct.REQUEST: (_NEVER_OR_OVER - _OPEN, ConsentState.REQUESTED),
    ConsentAct.DEFER: (frozenset({ConsentState.REQUESTED}), ConsentState.DEFERRED),
    ConsentAct.REFUSE: (_NEVER_OR_OVER - {ConsentState.REFUSED}, ConsentState.REFUSED),
    ConsentAct.GIVE: (_NEVER_OR_OVER, ConsentState.GIVEN),
    ConsentAct.RENEW: (PERMITTING | {ConsentState.EXPIRED}, ConsentState.RENEWED),
    ConsentAct.WITHDRAW: (PERMITTING, ConsentState.WITHDRAWN),
    ConsentAct.REVOKE: (PERMITTING, ConsentState.REVOKED),
    ConsentAct.INVALIDATE: (PERMITTING | {ConsentState.EXPIRED}, ConsentState.INVALIDATED),
}


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One act on one consent, as it was recorded.

    ``version`` is the purpose's version whose notice was shown, ``kinds`` what was
    agreed to, ``valid_until`` the instant from which it no longer counts.
    """

    act: ConsentAct
    effective_at: dt.datetime
    recorded_at: dt.datetime
    version: int
    kinds: frozenset[str] = field(default_factory=frozenset)
    valid_until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """The state at an instant, and the event that led to it (none while unknown)."""

    state: ConsentState
    event: ConsentEvent | None = None

    @property
    def is_permitting(self) -> bool:
        """Whether this state allows a use."""
        return self.state in PERMITTING


def standing_at(history: Iterable[ConsentEvent], *, at: dt.datetime, known_at: dt.datetime) -> ConsentStanding:
    """Return where a consent stood at ``at``, going by what was written down until ``known_at``.

    Args:
        history: the events of one person, purpose and recipient, in the order of their writing.
        at: the instant asked about; an event counts from its own instant on.
        known_at: later writings are left out.
    """
    known = [event for event in history if event.recorded_at <= known_at and event.effective_at <= at]
    if not known:
        return ConsentStanding(ConsentState.UNKNOWN)
    last = max(enumerate(known), key=lambda numbered: (numbered[1].effective_at, numbered[0]))[1]
    state = MOVES[last.act][1]
    if state in PERMITTING and last.valid_until is not None and at >= last.valid_until:
        return ConsentStanding(ConsentState.EXPIRED, last)
    return ConsentStanding(state, last)


def check_move(standing: ConsentStanding, act: ConsentAct) -> None:
    """Refuse an act that has no place in the state reached.

    Raises:
        ConsentActNotPossible: with the act and the state; a second withdrawal is one.
    """
    if standing.state not in MOVES[act][0]:
        raise ConsentActNotPossible(act=act, state=standing.state)
