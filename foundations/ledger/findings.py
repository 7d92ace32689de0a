"""What a verification may find, and its result."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Fault(StrEnum):
    """What is wrong, in one word for machines and a sentence for people."""

    UNREADABLE = "unreadable"
    """The database cannot give back what it holds."""
    ENTRY_MISSING = "entry-missing"
    """An index has no entry, though later ones have."""
    NOT_OPENING = "not-opening"
    """A commitment is not that of the payload and salt kept for it."""
    ENVELOPE_DIFFERS = "envelope-differs"
    """Key, kind or subject of a row are not those that were committed to."""
    PAYLOAD_MISSING = "payload-missing"
    """A payload is gone and no entry says that it was erased."""
    PAYLOAD_STRAY = "payload-stray"
    """A payload belongs to no entry, or is back although it was erased."""
    TIME_IMPOSSIBLE = "time-impossible"
    """An entry says it is older or newer than the checkpoints around it allow."""
    HEAD_DIFFERS = "head-differs"
    """The head kept for appending is not that of the entries."""
    SUBTREE_DIFFERS = "subtree-differs"
    """A hash kept for tiles is missing, superfluous or not that of the entries."""
    CHECKPOINT_FORGED = "checkpoint-forged"
    """A checkpoint was not signed by its key, or the newest not by ours."""
    HISTORY_REWRITTEN = "history-rewritten"
    """The entries are not those over which a checkpoint was signed."""


class Finding(NamedTuple):
    """One thing that does not fit, and where."""

    fault: Fault
    place: str
    detail: str = ""

    def __str__(self) -> str:
        """Return one line for a terminal."""
        return f"{self.fault}: {self.place}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was checked and what did not fit."""

    size: int
    root: bytes
    opened: int
    erased: int
    checkpoints: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether everything fits."""
        return not self.findings
