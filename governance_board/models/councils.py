"""The council with its standing orders, its seats, and who holds them for which term."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, row_id, short_text
from governance_board.enums import Sector, Standing
from governance_board.methods.votes import QuorumRule

if TYPE_CHECKING:
    from accounts.models import Person, RoleGrant


class Council(Base):
    """The one council of the platform: what it is for, and the numbers of its standing orders."""

    __tablename__ = "councils"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("quorum_numerator > 0 AND quorum_numerator <= quorum_denominator", name="quorum_is_a_share"),
        CheckConstraint("quorum_of_sector >= 0", name="sector_quorum_is_not_negative"),
        CheckConstraint("notice_days >= 1", name="notice_is_given"),
        CheckConstraint("suspension_days >= 1 AND longest_term_days >= 1", name="spans_are_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]
    about_ja: Mapped[long_text]
    about_en: Mapped[long_text]
    quorum_numerator: Mapped[int] = mapped_column(SmallInteger, default=1)
    quorum_denominator: Mapped[int] = mapped_column(SmallInteger, default=2)
    quorum_is_more_than: Mapped[bool] = mapped_column(Boolean, default=True)
    quorum_of_sector: Mapped[int] = mapped_column(SmallInteger, default=1)
    notice_days: Mapped[int] = mapped_column(SmallInteger, default=7)
    suspension_days: Mapped[int] = mapped_column(SmallInteger, default=14)
    longest_term_days: Mapped[int] = mapped_column(SmallInteger, default=3 * 366)
    established_at: Mapped[instant]

    @property
    def quorum(self) -> QuorumRule:
        """The quorum as ``methods`` takes it."""
        return QuorumRule(
            self.quorum_numerator, self.quorum_denominator, self.quorum_is_more_than, self.quorum_of_sector
        )


class Seat(Base):
    """A place in the council. It belongs to one sector for ever: another sector's place is another seat."""

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("id", "sector"),
        CheckConstraint(f"sector IN ({', '.join(repr(one.value) for one in Sector)})", name="sector_is_known"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
    )

    id: Mapped[row_id]
    number: Mapped[int] = mapped_column(SmallInteger)
    sector: Mapped[Sector] = mapped_column(String(20))
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]

    holdings: Mapped[list["SeatHolding"]] = relationship(order_by="SeatHolding.starts_at", back_populates="seat")


class SeatHolding(Base):
    """A person in a seat for a term ``[starts_at, ends_at)``. There is no term without an end.

    ``number`` counts the terms of a seat in each standing: two appointments made at once
    would both be the next one.
    """

    __tablename__ = "seat_holdings"
    __table_args__ = (
        UniqueConstraint("seat_id", "standing", "number"),
        CheckConstraint("ends_at >= starts_at", name="term_is_forward"),
    )

    id: Mapped[row_id]
    seat_id: Mapped[int] = mapped_column(RowId, ForeignKey("seats.id"))
    standing: Mapped[Standing] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(SmallInteger)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"), index=True)
    starts_at: Mapped[instant]
    ends_at: Mapped[instant]
    appointed_at: Mapped[instant]
    role_grant_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("role_grants.id"))

    seat: Mapped[Seat] = relationship(back_populates="holdings")
    person: Mapped["Person"] = relationship()
    role_grant: Mapped["RoleGrant | None"] = relationship()

    def is_held(self, at: dt.datetime) -> bool:
        """Tell whether the term runs at ``at``."""
        return self.starts_at <= at < self.ends_at
