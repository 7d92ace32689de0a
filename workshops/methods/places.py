"""Who gets a place: the lowest free number, and those who wait in the order of their waiting."""

from collections.abc import Collection


def free_place(capacity: int, taken: Collection[int]) -> int | None:
    """Return the lowest free place of ``1 … capacity``, or None if the workshop is full."""
    occupied = set(taken)
    return next((place for place in range(1, capacity + 1) if place not in occupied), None)
