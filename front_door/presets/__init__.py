"""How the front door shows what it gathers."""

from front_door.presets.demonstration import PersonaGroup, ShownMail, first_page, persona_groups
from front_door.presets.home import OpenContest, open_contests
from front_door.presets.my import Duties, Own, own_ideas_shown, tasks_of
from front_door.presets.open_data import ShownSet, shown_sets
from front_door.presets.search import ShownHit, kind_labels, shown_hit
from front_door.presets.surroundings import surroundings

__all__ = [
    "Duties",
    "OpenContest",
    "Own",
    "PersonaGroup",
    "ShownHit",
    "ShownMail",
    "ShownSet",
    "first_page",
    "kind_labels",
    "open_contests",
    "own_ideas_shown",
    "persona_groups",
    "shown_hit",
    "shown_sets",
    "surroundings",
    "tasks_of",
]
