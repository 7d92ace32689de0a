"""Processor time of a call, so that a busy machine does not make a test fail."""

import time
from collections.abc import Callable

LIMIT = 0.3
"""Promise R-21 says 0.1 s; this leaves room for a slow or busy machine. What grows with the square takes seconds."""


def seconds_of(call: Callable[[str], object], text: str) -> float:
    """Return the processor seconds of the fastest of three calls."""
    return min(_seconds_of(call, text) for _ in range(3))


def _seconds_of(call: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    call(text)
    return time.process_time() - started
