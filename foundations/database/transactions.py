"""Whether the next transaction reads or writes, told to the engine when it begins.

A reading transaction is refused any write by the database itself; a writing one
takes SQLite's lock at once (BEGIN IMMEDIATE), because a deferred transaction that
reads first and writes later fails with "database is locked" under load.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Mode = Literal["read", "write"]

_mode: ContextVar[Mode] = ContextVar("transaction_mode", default="write")


def current_mode() -> Mode:
    """Return what the next transaction of this context may do."""
    return _mode.get()


def set_mode(mode: Mode) -> None:
    """Say what the transactions that begin from here on may do."""
    _mode.set(mode)


@contextmanager
def mode(wanted: Mode) -> Iterator[None]:
    """Run a block whose transactions begin as ``wanted``."""
    token = _mode.set(wanted)
    try:
        yield
    finally:
        _mode.reset(token)
