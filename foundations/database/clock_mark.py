"""How far the clock has been: kept in the database, so that what was closed stays closed if it is set back.

A writing transaction is dated by the later of the server's clock and this mark; no
act is dated before one that was stored. If the clock stands clearly behind the mark,
it is wrong now or was wrong before, and nobody can say whether a phase is open: what
depends on that is refused until the clock is right, or an operator accepts it on the record.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, SmallInteger, event, select, update
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from foundations.database.base import Base
from foundations.database.changes import insert_unless_there
from foundations.database.clock import now
from foundations.database.columns import instant
from foundations.database.session import db
from foundations.refusal import Refusal
from foundations.words import N_

KEPT_EVERY = dt.timedelta(seconds=1)
"""The mark may lag so far behind the acts: it is one row, and not every act should wait for it."""
TOLERANCE = dt.timedelta(seconds=5)
"""Hosts that share a database, and a clock that is being corrected, differ by less."""
_REACHED = "clock_mark.reached"


class ClockMark(Base):
    """The latest instant at which something was stored; one row."""

    __tablename__ = "clock_marks"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    reached_at: Mapped[instant]


_reached = select(ClockMark.reached_at)


class TimeUncertain(Refusal):
    """Nobody can say what time it is, so nobody can say what is open."""

    message = N_(
        "The clock of this server has been set back, so it cannot be told whether this is still open. "
        "Nothing was taken in. Please try again later; if this message stays, tell the administrator."
    )
    status = 503


def instant_of_writing(session: Session) -> dt.datetime:
    """Return the instant of the writing transaction that has begun: never before one that was stored."""
    reached = session.info[_REACHED] = session.connection().scalar(_reached)
    return now() if reached is None else max(now(), reached)


def check_time_is_certain() -> None:
    """Refuse what may be done only while something is open if the clock is behind in this writing transaction.

    Raises:
        TimeUncertain: if it stands before what was stored.
    """
    if _is_behind(db.session().info.get(_REACHED)):
        raise TimeUncertain


def stored_up_to() -> dt.datetime | None:
    """Return the latest instant at which something was stored if the clock stands clearly before it, else None."""
    reached = db.session.scalar(_reached)
    return reached if _is_behind(reached) else None


def accept_clock(session: Session) -> tuple[dt.datetime | None, dt.datetime]:
    """Let the mark be what the clock says now; return both. The caller records the act and commits."""
    reached, at = session.scalar(_reached), now()
    session.execute(update(ClockMark).values(reached_at=at))
    session.info.pop(_REACHED, None)
    return reached, at


def _is_behind(reached: dt.datetime | None) -> bool:
    return reached is not None and reached - now() > TOLERANCE


@event.listens_for(db.session, "before_commit")
def _keep(session: Session) -> None:
    if session.in_nested_transaction() or _REACHED not in session.info:
        return
    reached, at = session.info.pop(_REACHED), now()
    if reached is None:
        insert_unless_there(session, ClockMark, id=1, reached_at=at)
    elif at - reached >= KEPT_EVERY:
        session.execute(update(ClockMark).where(ClockMark.reached_at < at).values(reached_at=at))


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(_REACHED, None)
