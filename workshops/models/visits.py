"""Who comes to a board, and as what."""

from dataclasses import dataclass

from workshops.models.boards import Board
from workshops.models.participants import Registration, Slip


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a board: with a slip of its table, as somebody registered, or as neither."""

    board: Board
    slip: Slip | None = None
    registration: Registration | None = None

    @property
    def has_come(self) -> bool:
        """Whether whoever it is was checked in."""
        return self.registration is not None and self.registration.checked_in_at is not None
