"""The council's votes: who may vote, how each seat voted, what it came to. Nothing of it ever changes."""

from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant
from governance_board.enums import Sector, Vote

if TYPE_CHECKING:
    from accounts.models import Person
    from governance_board.models.councils import Seat

_HASH_LENGTH = 64


class RollEntry(Base):
    """A seat that was filled when the vote began: only these vote and are counted."""

    __tablename__ = "roll_entries"
    __table_args__ = (
        ForeignKeyConstraint(["seat_id", "sector"], ["seats.id", "seats.sector"]),
        {"info": APPEND_ONLY},
    )

    motion_id: Mapped[int] = mapped_column(RowId, ForeignKey("motions.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sector: Mapped[Sector] = mapped_column(String(20))

    seat: Mapped["Seat"] = relationship(viewonly=True)


class CouncilVote(Base):
    """How a seat voted on one version of a motion, once."""

    __tablename__ = "council_votes"
    __table_args__ = (
        ForeignKeyConstraint(["motion_id", "seat_id"], ["roll_entries.motion_id", "roll_entries.seat_id"]),
        ForeignKeyConstraint(["motion_id", "version"], ["motion_versions.motion_id", "motion_versions.version"]),
        UniqueConstraint("motion_id", "person_id"),
        CheckConstraint(f"choice IN ({', '.join(repr(one.value) for one in Vote)})", name="choice_is_known"),
        {"info": APPEND_ONLY},
    )

    motion_id: Mapped[int] = mapped_column(RowId, ForeignKey("motions.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    version: Mapped[int] = mapped_column(SmallInteger)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    choice: Mapped[Vote] = mapped_column(String(10))
    cast_at: Mapped[instant]

    person: Mapped["Person"] = relationship()


class VoteResult(Base):
    """What a vote came to. ``record`` is its published record, from which anybody counts again."""

    __tablename__ = "vote_results"
    __table_args__ = (
        ForeignKeyConstraint(["motion_id", "version"], ["motion_versions.motion_id", "motion_versions.version"]),
        UniqueConstraint("motion_id", "version", "is_carried"),
        {"info": APPEND_ONLY},
    )

    motion_id: Mapped[int] = mapped_column(RowId, ForeignKey("motions.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(SmallInteger)
    is_carried: Mapped[bool] = mapped_column(Boolean)
    record: Mapped[str] = mapped_column(Text())
    record_hash: Mapped[str] = mapped_column(String(_HASH_LENGTH))
    counted_at: Mapped[instant]
