"""Tables of workshops, split by noun."""

from workshops.models.boards import Board, Note, NoteGroup, WorkshopIdea
from workshops.models.participants import Registration, Slip
from workshops.models.visits import Visit
from workshops.models.workshops import Place, Workshop, WorkshopMinutes

__all__ = [
    "Board",
    "Note",
    "NoteGroup",
    "Place",
    "Registration",
    "Slip",
    "Visit",
    "Workshop",
    "WorkshopIdea",
    "WorkshopMinutes",
]
