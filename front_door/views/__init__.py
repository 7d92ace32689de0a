"""Pages that gather all features; one blueprint, its views split by noun."""

from front_door.views import about, demonstration, home, my, open_data, operations, search
from front_door.views.blueprint import blueprint

__all__ = ["about", "blueprint", "demonstration", "home", "my", "open_data", "operations", "search"]
