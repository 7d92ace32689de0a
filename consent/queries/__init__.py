"""Reads of consent: purposes in force, what a person decided, whether it permits a use, and the record of uses."""

from consent.queries.choices import choices_of, current_choices, current_stops
from consent.queries.permits import permits
from consent.queries.purposes import purpose_with_slug, purposes_in_force, version_in_force

__all__ = [
    "choices_of",
    "current_choices",
    "current_stops",
    "permits",
    "purpose_with_slug",
    "purposes_in_force",
    "version_in_force",
]
