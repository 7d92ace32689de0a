"""Which version of a rule was in force when, by what was known when.

Valid time and transaction time are kept apart (R. T. Snodgrass, *Developing
Time-Oriented Database Applications in SQL*, 2000, chapter 10): an act counts from
``effective_at`` and is known from ``recorded_at``. A correction is a later writing with
an earlier effect; what was answered before it can still be asked for.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


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


def next_change(history: Iterable[RuleEvent], *, at: dt.datetime, known_at: dt.datetime) -> dt.datetime | None:
    """Return an instant after ``at`` before which nothing changes by itself, by what was known at ``known_at``."""
    bounds = (
        bound
        for event in history
        if event.recorded_at <= known_at
        for bound in (event.effective_at, event.lapses_at)
        if bound is not None and bound > at
    )
    return min(bounds, default=None)


@dataclass(frozen=True, slots=True)
class Span:
    """A version in force ``[since, until)``."""

    version: int
    since: dt.datetime
    until: dt.datetime


def spans_in_force(history: Iterable[RuleEvent], *, known_at: dt.datetime) -> list[Span]:
    """Return when which version is in force, in order, as known at ``known_at``."""
    events = list(history)
    bounds = sorted(
        {
            bound
            for event in events
            if event.recorded_at <= known_at
            for bound in (event.effective_at, event.lapses_at)
            if bound is not None
        }
    )
    spans: list[Span] = []
    for since, until in pairwise(bounds):
        version = version_in_force(events, at=since, known_at=known_at)
        if version is None:
            continue
        if spans and spans[-1].version == version and spans[-1].until == since:
            spans[-1] = Span(version, spans[-1].since, until)
        else:
            spans.append(Span(version, since, until))
    return spans
