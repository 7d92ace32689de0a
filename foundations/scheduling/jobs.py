"""What a feature says about its recurring or due work."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from foundations.database.clock import JST

DueEffects = Callable[[Session, dt.datetime], Iterable[tuple[str, dt.datetime]]]

_FIRST_SLOT = dt.datetime(1970, 1, 1, tzinfo=JST)
_LONGEST_NAME = 60
_SHORTEST_SLOT = dt.timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One kind of work, given either ``every`` (recurring) or ``due`` (when something has come due).

    ``run(key, at)`` does one effect through services. It runs in a transaction that
    also marks the run as done, so that effect and mark are stored together or not at
    all; it must not commit.

    With ``outside=True`` it runs with no transaction open, because it talks to
    something that no rollback reaches (a mail server, a file). It commits itself and
    may be asked again if the process dies before the mark is stored.
    """

    name: str
    run: Callable[[str, dt.datetime], None]
    every: dt.timedelta | None = None
    """A slot begins every so often, counted from midnight in Japan."""
    due: DueEffects | None = None
    """Names what has come due as ``(key, due_at)``. A key once done is never done again."""
    makes_up_for: dt.timedelta = dt.timedelta(days=7)
    """After a pause, the slots missed within this time are run; older ones are let go, the newest never."""
    drains: bool = False
    """Each run does all there is to do: none is planned while one waits, and missed slots are let go."""
    outside: bool = False
    patience: dt.timedelta = dt.timedelta(minutes=5)
    """How long a run may take before another process may take it over."""
    forget_after: dt.timedelta | None = None
    """How long finished runs are kept. For ``due`` jobs: only if ``due`` never names anything that old."""

    def __post_init__(self) -> None:
        """Refuse a job that could never, or doubly, come due."""
        if (self.every is None) == (self.due is None):
            message = f"job {self.name!r} needs either every= or due="
            raise ValueError(message)
        if self.every is not None and self.every < _SHORTEST_SLOT:
            message = f"job {self.name!r}: a slot is at least {_SHORTEST_SLOT}"
            raise ValueError(message)
        if not self.name or len(self.name) > _LONGEST_NAME or "/" in self.name:
            message = f"job name {self.name!r}: 1 to {_LONGEST_NAME} characters, without /"
            raise ValueError(message)


def newest_slot(at: dt.datetime, every: dt.timedelta) -> dt.datetime:
    """Return the beginning of the slot that ``at`` lies in, in UTC."""
    return (_FIRST_SLOT + (at - _FIRST_SLOT) // every * every).astimezone(dt.UTC)


def slots_between(after: dt.datetime, at: dt.datetime, every: dt.timedelta) -> list[dt.datetime]:
    """Return the slots that began in ``(after, at]``, oldest first."""
    newest = newest_slot(at, every)
    count = max(0, -((after - newest) // every))
    return [newest - every * back for back in range(count - 1, -1, -1)]


def slot_key(slot: dt.datetime) -> str:
    """Return the key of a slot: the same in every process."""
    return slot.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
