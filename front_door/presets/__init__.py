"""How the front door shows what it gathers."""

from front_door.presets.demonstration import PersonaGroup, ShownMail, first_page, persona_groups
from front_door.presets.surroundings import surroundings

__all__ = ["PersonaGroup", "ShownMail", "first_page", "persona_groups", "surroundings"]
