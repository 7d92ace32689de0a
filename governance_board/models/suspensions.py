"""Suspensions: a dataset or purpose stopped at once by two seats of different sectors."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id
from governance_board.enums import Sector, Target
from governance_board.methods.suspensions import SuspensionSpan

if TYPE_CHECKING:
    from governance_board.models.councils import Seat


class Suspension(Base):
    """A request to stop something, in force from its second signature until it lapses or is lifted."""

    __tablename__ = "suspensions"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("reason <> ''", name="reason_is_given"),
        CheckConstraint("(in_force_at IS NULL) = (lapses_at IS NULL)", name="what_is_in_force_lapses"),
        CheckConstraint("lapses_at > in_force_at", name="lapses_after_force"),
        CheckConstraint("ratified_at IS NULL OR ratified_at < lapses_at", name="ratified_before_it_lapsed"),
        CheckConstraint("lifted_at IS NULL OR lifted_at >= in_force_at", name="lifted_after_force"),
    )

    id: Mapped[row_id]
    number: Mapped[int] = mapped_column(SmallInteger)
    target: Mapped[Target] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200), index=True)
    reason: Mapped[long_text]
    asked_at: Mapped[instant]
    void_at: Mapped[instant]
    in_force_at: Mapped[maybe_instant]
    lapses_at: Mapped[maybe_instant]
    ratified_at: Mapped[maybe_instant]
    lifted_at: Mapped[maybe_instant]

    signatures: Mapped[list["SuspensionSignature"]] = relationship(order_by="SuspensionSignature.signed_at")

    def as_span(self) -> SuspensionSpan | None:
        """Return the plain value that ``methods`` works with; None while the second signature is missing."""
        if self.in_force_at is None or self.lapses_at is None:
            return None
        return SuspensionSpan(self.in_force_at, self.lapses_at, self.ratified_at, self.lifted_at)

    def is_in_force(self, at: dt.datetime) -> bool:
        """Tell whether it stops its target at ``at``, as it stands."""
        span = self.as_span()
        return span is not None and span.is_in_force(at=at, known_at=at)


class SuspensionSignature(Base):
    """A seat's signature; the second must be another sector's."""

    __tablename__ = "suspension_signatures"
    __table_args__ = (
        ForeignKeyConstraint(["seat_id", "sector"], ["seats.id", "seats.sector"]),
        UniqueConstraint("suspension_id", "sector"),
        {"info": APPEND_ONLY},
    )

    suspension_id: Mapped[int] = mapped_column(RowId, ForeignKey("suspensions.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sector: Mapped[Sector] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    signed_at: Mapped[instant]

    seat: Mapped["Seat"] = relationship(viewonly=True)
