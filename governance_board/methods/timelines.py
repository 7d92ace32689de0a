"""Which version of a rule was in force when, by what was known when.

Valid time and transaction time are kept apart (R. T. Snodgrass, *Developing
Time-Oriented Database Applications in SQL*, 2000, chapter 10): an act counts from
``effective_at`` and is known from ``recorded_at``. A correction is a later writing with
an earlier effect; what was answered before it can still be asked for.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleEvent:
    """An act of the council on one rule.

    ``version`` is what is in force from ``effective_at`` (None: nothing, a repeal), and
    ``lapses_at`` the instant from which it no longer is, unless a review renews it.
    """

    effective_at: dt.datetime
    recorded_at: dt.datetime
    version: int | None
    lapses_at: dt.datetime | None = None


def version_in_force(history: Iterable[RuleEvent], *, at: dt.datetime, known_at: dt.datetime) -> int | None:
    """Return the version of a rule in force at ``at``, as known at ``known_at``; None if there was none.

    Args:
        history: the acts on one rule, in the order of their writing.
        at: the instant asked about.
        known_at: what was written down later does not count.
    """
    known = [event for event in history if event.recorded_at <= known_at and event.effective_at <= at]
    if not known:
        return None
    last = max(enumerate(known), key=lambda numbered: (numbered[1].effective_at, numbered[0]))[1]
    has_lapsed = last.lapses_at is not None and at >= last.lapses_at
    return None if has_lapsed else last.version
