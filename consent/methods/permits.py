"""Whether a person's own decisions permit a use, and if not, why.

Deny by default: without a consent that covers the use there is none. A standing
stop-use outranks every consent, also a later one; where a statute is the ground of a
use, consent is not asked, but a stop-use still stands unless the law itself overrides it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consent.enums import ConsentState, LegalGround, Objection, StopCategory
from consent.methods.states import ConsentEvent, ConsentStanding, standing_at


@dataclass(frozen=True, slots=True)
class AskedPurpose:
    """A purpose as far as a person's decisions touch it.

    ``accepted_versions`` are those whose consent still counts: the version in force
    and the earlier ones that asked for no less; none where the recipient is no longer
    named. ``categories`` are the stop-uses it falls under, ``kinds`` all that it asks
    for (None: not limited).
    """

    ground: LegalGround
    accepted_versions: frozenset[int]
    categories: frozenset[StopCategory] = frozenset()
    overrides_stop_use: bool = False
    kinds: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class StopUse:
    """A standing no of one person for one category: ``[from_at, until_at)`` and when each end was written down."""

    category: StopCategory
    from_at: dt.datetime
    recorded_at: dt.datetime
    until_at: dt.datetime | None = None
    until_recorded_at: dt.datetime | None = None

    def stands(self, *, at: dt.datetime, known_at: dt.datetime) -> bool:
        """Tell whether it stood at ``at`` by what was known at ``known_at``."""
        if self.recorded_at > known_at or self.from_at > at:
            return False
        is_over = self.until_at is not None and at >= self.until_at
        is_over_known = self.until_recorded_at is not None and self.until_recorded_at <= known_at
        return not (is_over and is_over_known)


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer: permitted if nothing objects. ``standing`` is the consent it rests on."""

    objections: tuple[Objection, ...]
    standing: ConsentStanding
    stopped: frozenset[StopCategory] = field(default_factory=frozenset)
    missing_kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_permitted(self) -> bool:
        """Whether the person's decisions allow the use."""
        return not self.objections


NOT_IN_FORCE = Permission((Objection.PURPOSE_NOT_IN_FORCE,), ConsentStanding(ConsentState.UNKNOWN))
"""The answer where nothing can be judged: the purpose is unknown, retired, or its legal ground has ended."""


def judge(
    purpose: AskedPurpose,
    kinds: Collection[str],
    *,
    history: Sequence[ConsentEvent],
    stop_uses: Iterable[StopUse],
    at: dt.datetime,
    known_at: dt.datetime,
) -> Permission:
    """Judge a use of ``kinds`` of one person's data by one recipient for ``purpose``.

    Args:
        purpose: what the use is for.
        kinds: the kinds of data asked for.
        history: the person's consent events for this purpose and recipient, in the order of writing.
        stop_uses: the person's stop-uses of any category.
        at: the instant of the use.
        known_at: what was written down later does not count.
    """
    standing = standing_at(history, at=at, known_at=known_at)
    stopped = stopping(purpose, stop_uses, at=at, known_at=known_at)
    objections = [Objection.STOP_USE] if stopped else []
    missing: frozenset[str] = frozenset()
    if purpose.ground == LegalGround.CONSENT:
        against, missing = _objections_of_consent(standing, purpose, kinds)
        objections += against
    return Permission(tuple(objections), standing, stopped, missing)


def stopping(
    purpose: AskedPurpose, stop_uses: Iterable[StopUse], *, at: dt.datetime, known_at: dt.datetime
) -> frozenset[StopCategory]:
    """Return the categories under which a person's stop-uses hold this purpose up."""
    if purpose.overrides_stop_use:
        return frozenset()
    touched = purpose.categories | {StopCategory.EVERYTHING}
    return frozenset(
        stop.category for stop in stop_uses if stop.category in touched and stop.stands(at=at, known_at=known_at)
    )


OBJECTIONS: Mapping[ConsentState, Objection] = {
    ConsentState.WITHDRAWN: Objection.CONSENT_ENDED,
    ConsentState.REVOKED: Objection.CONSENT_ENDED,
    ConsentState.EXPIRED: Objection.CONSENT_ENDED,
    ConsentState.INVALIDATED: Objection.CONSENT_ENDED,
}


def _objections_of_consent(
    standing: ConsentStanding, purpose: AskedPurpose, kinds: Collection[str]
) -> tuple[list[Objection], frozenset[str]]:
    if not standing.is_permitting or standing.event is None:
        return [OBJECTIONS.get(standing.state, Objection.NO_CONSENT)], frozenset()
    if standing.event.version not in purpose.accepted_versions:
        return [Objection.VERSION_NOT_ACCEPTED], frozenset()
    covered = standing.event.kinds if purpose.kinds is None else standing.event.kinds & purpose.kinds
    missing = frozenset(kinds) - covered
    return [Objection.KINDS_NOT_COVERED] if missing else [], missing
