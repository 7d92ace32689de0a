"""How the front door shows what it gathers."""

from front_door.presets.demonstration import PersonaGroup, ShownMail, first_page, persona_groups
from front_door.presets.search import ShownHit, kind_labels, shown_hit
from front_door.presets.surroundings import surroundings

__all__ = [
    "PersonaGroup",
    "ShownHit",
    "ShownMail",
    "first_page",
    "kind_labels",
    "persona_groups",
    "shown_hit",
    "surroundings",
]
