"""Pages that gather all features; one blueprint, its views split by noun."""

from front_door.views import demonstration, home, search
from front_door.views.blueprint import blueprint

__all__ = ["blueprint", "demonstration", "home", "search"]
