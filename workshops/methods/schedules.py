"""Where a workshop stands, and when what can be done; everything follows from its dates and acts."""

import datetime as dt
from dataclasses import dataclass

from workshops.enums import WorkshopState

EARLY = dt.timedelta(minutes=30)
"""How long before the beginning people can be checked in and slips be used."""
LATE = dt.timedelta(minutes=30)
"""How long after the end a phone can still send a note."""
PAPER = dt.timedelta(days=7)
"""How long after the end paper can be typed in and the boards be worked on."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of a workshop and what was done to it. Windows are half-open."""

    announced_at: dt.datetime | None
    registration_closes_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    cancelled_at: dt.datetime | None = None
    reported_at: dt.datetime | None = None

    def state_at(self, at: dt.datetime) -> WorkshopState:
        """Return where the workshop stands at ``at``."""
        if self.cancelled_at is not None and at >= self.cancelled_at:
            return WorkshopState.CANCELLED
        if self.announced_at is None or at < self.announced_at:
            return WorkshopState.PREPARED
        if self.reported_at is not None and at >= self.reported_at:
            return WorkshopState.REPORTED
        if at >= self.ends_at:
            return WorkshopState.OVER
        if at >= self.starts_at:
            return WorkshopState.RUNNING
        return WorkshopState.REGISTRATION if at < self.registration_closes_at else WorkshopState.CLOSED

    def takes_registrations(self, at: dt.datetime) -> bool:
        """Tell whether people can register; a workshop that lasts for days may take them while it runs."""
        return self._is_on(at) and at < self.registration_closes_at

    def takes_cancellations(self, at: dt.datetime) -> bool:
        """Tell whether a place can be given back."""
        return self._is_on(at) and at < self.ends_at

    def takes_notes(self, at: dt.datetime) -> bool:
        """Tell whether participants can write."""
        return self._is_on(at) and self.starts_at - EARLY <= at < self.ends_at + LATE

    def takes_paper(self, at: dt.datetime) -> bool:
        """Tell whether a facilitator can type in notes, check people in and arrange boards."""
        return self._is_on(at) and self.starts_at - EARLY <= at < self.ends_at + PAPER

    def _is_on(self, at: dt.datetime) -> bool:
        return self.state_at(at) not in {WorkshopState.PREPARED, WorkshopState.CANCELLED, WorkshopState.REPORTED}
