"""A workshop: its texts, dates, places and minutes."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text
from workshops.enums import WorkshopState
from workshops.methods.schedules import Schedule


class Workshop(Base):
    """A meeting at which citizens and companies work on a question together.

    Its ideas go to ``contest_id``, if it names a contest. Until ``announced_at`` only the
    secretariat and its facilitators see it.
    """

    __tablename__ = "workshops"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("ends_at > starts_at", name="workshop_is_forward"),
        CheckConstraint("registration_closes_at <= ends_at", name="registration_closes_before_the_end"),
        CheckConstraint("capacity >= 1", name="somebody_fits_in"),
        CheckConstraint("cancelled_at IS NULL OR cancelled_reason <> ''", name="cancellation_has_a_reason"),
    )

    id: Mapped[row_id]
    slug: Mapped[str] = mapped_column(String(60))
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    description_ja: Mapped[long_text]
    description_en: Mapped[long_text]
    place_ja: Mapped[short_text]
    place_en: Mapped[short_text]
    capacity: Mapped[int] = mapped_column(SmallInteger)
    registration_closes_at: Mapped[instant]
    starts_at: Mapped[instant]
    ends_at: Mapped[instant]
    contest_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("contests.id"), index=True)
    created_at: Mapped[instant]
    announced_at: Mapped[maybe_instant]
    cancelled_at: Mapped[maybe_instant]
    cancelled_reason: Mapped[long_text] = mapped_column(default="")

    minutes: Mapped["WorkshopMinutes | None"] = relationship(back_populates="workshop")

    @property
    def schedule(self) -> Schedule:
        """The plain value that ``methods`` works with."""
        return Schedule(
            self.announced_at,
            self.registration_closes_at,
            self.starts_at,
            self.ends_at,
            self.cancelled_at,
            None if self.minutes is None else self.minutes.published_at,
        )

    def state_at(self, at: dt.datetime) -> WorkshopState:
        """Return where the workshop stands at ``at``."""
        return self.schedule.state_at(at)


class Place(Base):
    """A numbered place of a workshop. Its capacity made these rows, so that nobody can be one too many."""

    __tablename__ = "workshop_places"

    workshop_id: Mapped[int] = mapped_column(RowId, ForeignKey("workshops.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)


class WorkshopMinutes(Base):
    """What was talked about and what came of it; readable by everybody once published."""

    __tablename__ = "workshop_minutes"
    __table_args__ = (CheckConstraint("published_at IS NULL OR body <> ''", name="published_minutes_say_something"),)

    workshop_id: Mapped[int] = mapped_column(RowId, ForeignKey("workshops.id"), primary_key=True)
    body: Mapped[long_text]
    saved_at: Mapped[instant]
    saved_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    published_at: Mapped[maybe_instant]

    workshop: Mapped[Workshop] = relationship(back_populates="minutes")
