"""Pages of workshops; one blueprint, its views split by noun."""

from workshops.views import boards, desk, notes, registrations, setup, slips, workshops
from workshops.views.blueprint import blueprint

__all__ = ["blueprint", "boards", "desk", "notes", "registrations", "setup", "slips", "workshops"]
