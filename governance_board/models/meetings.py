"""Meetings: the call, the agenda, who is there and when, and the minutes."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text
from governance_board.enums import MeetingState
from governance_board.errors import ItemNotOpen, MeetingNotOpen, MeetingTooEarly, MinutesMovedOn, WrongMeetingState

if TYPE_CHECKING:
    from accounts.models import Person
    from governance_board.models.councils import Seat
    from governance_board.models.motions import Motion


class Meeting(Base):
    """A sitting of the council. ``notice_ends_at`` is the earliest moment that the call allows."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("starts_at >= notice_ends_at", name="notice_is_long_enough"),
        CheckConstraint("notice_ends_at > convened_at", name="notice_follows_the_call"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="closed_was_open"),
    )

    id: Mapped[row_id]
    number: Mapped[int] = mapped_column(SmallInteger)
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    place_ja: Mapped[short_text]
    place_en: Mapped[short_text]
    starts_at: Mapped[instant]
    convened_at: Mapped[instant]
    convened_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    notice_ends_at: Mapped[instant]
    opened_at: Mapped[maybe_instant]
    closed_at: Mapped[maybe_instant]

    items: Mapped[list["AgendaItem"]] = relationship(order_by="AgendaItem.position", back_populates="meeting")
    attendances: Mapped[list["Attendance"]] = relationship(order_by="Attendance.arrived_at, Attendance.id")
    minutes: Mapped["Minutes | None"] = relationship(back_populates="meeting")

    @property
    def state(self) -> MeetingState:
        """Where it stands."""
        if self.closed_at is not None:
            return MeetingState.CLOSED
        return MeetingState.CONVENED if self.opened_at is None else MeetingState.OPEN

    def open(self, *, at: dt.datetime) -> None:
        """Begin it, not before the time that the call said."""
        if self.state != MeetingState.CONVENED:
            raise WrongMeetingState
        if at < self.starts_at:
            raise MeetingTooEarly(starts_at=self.starts_at)
        self.opened_at = at

    def close(self, *, at: dt.datetime) -> None:
        """End it."""
        self.check_open()
        self.closed_at = at

    def check_not_over(self) -> None:
        """Refuse, by name, to prepare what is over."""
        if self.state == MeetingState.CLOSED:
            raise WrongMeetingState

    def check_open(self) -> None:
        """Refuse, by name, what can be done in an open meeting only."""
        if self.state != MeetingState.OPEN:
            raise MeetingNotOpen


class AgendaItem(Base):
    """One matter of a meeting; ``motion`` where it is to be voted on."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        UniqueConstraint("meeting_id", "motion_id"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="closed_was_open"),
    )

    id: Mapped[row_id]
    meeting_id: Mapped[int] = mapped_column(RowId, ForeignKey("meetings.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    motion_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("motions.id"), index=True)
    opened_at: Mapped[maybe_instant]
    closed_at: Mapped[maybe_instant]

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    motion: Mapped["Motion | None"] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it is being dealt with now."""
        return self.opened_at is not None and self.closed_at is None

    def open(self, *, at: dt.datetime) -> None:
        """Call it up."""
        if self.opened_at is not None:
            raise WrongMeetingState
        self.opened_at = at

    def close(self, *, at: dt.datetime) -> None:
        """Leave it."""
        if not self.is_open:
            raise ItemNotOpen
        self.closed_at = at


class Attendance(Base):
    """A seat that is filled in the room, by whom, ``[arrived_at, left_at)``; nobody sits twice at once."""

    __tablename__ = "attendances"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="presence_is_forward"),
        Index(
            "uq_attendances_meeting_id_seat_id", "meeting_id", "seat_id", unique=True,
            sqlite_where=text("left_at IS NULL"), postgresql_where=text("left_at IS NULL"),
        ),
        Index(
            "uq_attendances_meeting_id_person_id", "meeting_id", "person_id", unique=True,
            sqlite_where=text("left_at IS NULL"), postgresql_where=text("left_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[row_id]
    meeting_id: Mapped[int] = mapped_column(RowId, ForeignKey("meetings.id"))
    seat_id: Mapped[int] = mapped_column(RowId, ForeignKey("seats.id"))
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    arrived_at: Mapped[instant]
    left_at: Mapped[maybe_instant]

    seat: Mapped["Seat"] = relationship()
    person: Mapped["Person"] = relationship()

    def is_there(self, at: dt.datetime) -> bool:
        """Tell whether the seat is filled at ``at``."""
        return self.arrived_at <= at and (self.left_at is None or at < self.left_at)


class Minutes(Base):
    """The record of a meeting in words: drafted from what was recorded, approved by the chair, published."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("published_at IS NULL OR approved_at IS NOT NULL", name="published_was_approved"),
        CheckConstraint("text_ja <> ''", name="text_is_given"),
    )

    meeting_id: Mapped[int] = mapped_column(RowId, ForeignKey("meetings.id"), primary_key=True, autoincrement=False)
    text_ja: Mapped[long_text]
    text_en: Mapped[long_text]
    drafted_at: Mapped[instant]
    approved_at: Mapped[maybe_instant]
    approved_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    published_at: Mapped[maybe_instant]

    meeting: Mapped[Meeting] = relationship(back_populates="minutes")

    def rewrite(self, text_ja: str, text_en: str, *, at: dt.datetime) -> None:
        """Replace the draft."""
        if self.approved_at is not None:
            raise MinutesMovedOn
        self.text_ja, self.text_en, self.drafted_at = text_ja, text_en, at

    def approve(self, person_id: int | None, *, at: dt.datetime) -> None:
        """Say that it happened so; from here on the text stays."""
        if self.approved_at is not None:
            raise MinutesMovedOn
        self.approved_at, self.approved_by_id = at, person_id

    def publish(self, *, at: dt.datetime) -> None:
        """Show it to everybody."""
        if self.approved_at is None or self.published_at is not None:
            raise MinutesMovedOn
        self.published_at = at
