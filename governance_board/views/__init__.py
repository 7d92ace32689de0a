"""Pages of the council; one blueprint, its views split by noun."""

from governance_board.views import council, meetings, minutes, motions, rules, suspensions, votes
from governance_board.views.blueprint import blueprint

__all__ = ["blueprint", "council", "meetings", "minutes", "motions", "rules", "suspensions", "votes"]
