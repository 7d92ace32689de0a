"""A step of the thread that leads from a note to the use of data: what it is, where it stands, when it was."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """One step, in the reader's language. ``url`` is None where the reader may not follow."""

    label: str
    title: str
    url: str | None
    at: dt.datetime


def gathered(answers: Iterable[tuple[object, Iterable[ThreadStep]]]) -> list[ThreadStep]:
    """Return the steps that the receivers of a signal answered with, in the order of time."""
    return sorted((step for _receiver, steps in answers for step in steps), key=lambda step: step.at)
