"""The words of workshops."""

from enum import StrEnum


class WorkshopState(StrEnum):
    """Where a workshop stands; derived from its dates and acts, never stored."""

    PREPARED = "prepared"
    REGISTRATION = "registration"
    CLOSED = "closed"
    RUNNING = "running"
    OVER = "over"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class RegistrationState(StrEnum):
    """Where a person's registration stands."""

    PLACED = "placed"
    WAITING = "waiting"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"


WORKSHOP = "workshop"
"""The kind of search document that workshops are."""

PUBLIC_ACTS = frozenset({"workshops.announced", "workshops.cancelled", "workshops.minutes_published"})
"""Acts whose ledger entries may name themselves to everybody."""


def workshop_scope(workshop_id: int) -> str:
    """Return the scope of roles that hold for one workshop."""
    return f"workshop:{workshop_id}"
