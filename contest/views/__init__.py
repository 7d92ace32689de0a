"""Pages of contests; one blueprint, its views split by noun."""

from contest.views import ballots, contests, ideas, moderation, setup
from contest.views.blueprint import blueprint

__all__ = ["ballots", "blueprint", "contests", "ideas", "moderation", "setup"]
