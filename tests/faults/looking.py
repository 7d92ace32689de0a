"""Looking at what is stored while servers write."""

from collections.abc import Iterator
from contextlib import contextmanager

from foundations.database.session import db
from foundations.database.transactions import mode


@contextmanager
def looking() -> Iterator[None]:
    """Read in a transaction of its own, which sees the newest and leaves no lock behind."""
    db.session.rollback()
    with mode("read"):
        yield
        db.session.rollback()
