"""Whether a suspension stops its target at an instant, by what was known then."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SuspensionSpan:
    """A suspension from its second signature on.

    It lapses at ``lapses_at`` unless it was ratified before; ratified, it stands until it
    is lifted. All of it counts from the instant at which it was written down.
    """

    in_force_at: dt.datetime
    lapses_at: dt.datetime
    ratified_at: dt.datetime | None = None
    lifted_at: dt.datetime | None = None

    def is_in_force(self, *, at: dt.datetime, known_at: dt.datetime) -> bool:
        """Tell whether it stops its target at ``at``, as known at ``known_at``."""
        if self.in_force_at > min(at, known_at):
            return False
        if self.lifted_at is not None and self.lifted_at <= min(at, known_at):
            return False
        is_ratified = self.ratified_at is not None and self.ratified_at <= known_at
        return is_ratified or at < self.lapses_at

    def changes_after(self, at: dt.datetime, *, known_at: dt.datetime) -> dt.datetime | None:
        """Return when it changes next by itself, which only lapsing does; None if it does not."""
        if not self.is_in_force(at=at, known_at=known_at):
            return None
        is_ratified = self.ratified_at is not None and self.ratified_at <= known_at
        return None if is_ratified else self.lapses_at
