"""Pages of contests; one blueprint, its views split by noun."""

from contest.views import ballots, contests, ideas, imports, judges, judging, moderation, results, setup
from contest.views.blueprint import blueprint

__all__ = [
    "ballots",
    "blueprint",
    "contests",
    "ideas",
    "imports",
    "judges",
    "judging",
    "moderation",
    "results",
    "setup",
]
