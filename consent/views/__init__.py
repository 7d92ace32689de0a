"""Pages of consent; one blueprint, its views split by noun."""

from consent.views import choices, exports, purposes, receipts, stop_uses, uses
from consent.views.blueprint import blueprint

__all__ = ["blueprint", "choices", "exports", "purposes", "receipts", "stop_uses", "uses"]
