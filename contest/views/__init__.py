"""Pages of contests; one blueprint, its views split by noun."""

from contest.views import contests, ideas, moderation, setup
from contest.views.blueprint import blueprint

__all__ = ["blueprint", "contests", "ideas", "moderation", "setup"]
