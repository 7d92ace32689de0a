"""A contest: its texts, divisions, dated phases and the slots of its ballot."""

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.enums import Phase, WindowKind
from contest.methods.phases import Window, phases_at
from contest.methods.texts import text_digest
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text
from foundations.ledger.models import KEY_LENGTH

TEXTS = tuple(
    f"{name}_{tongue}"
    for name in ("title", "theme", "summary", "description", "eligibility", "rules")
    for tongue in ("ja", "en")
)
"""The columns that hold a contest's texts."""


class Contest(Base):
    """A call for ideas on one theme.

    Until ``announced_at`` only the secretariat sees it; ``counts_opened_at`` is the act
    after which somebody may know the counts; ``released_at`` the one that publishes them.
    """

    __tablename__ = "contests"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("released_at IS NULL OR counts_opened_at IS NOT NULL", name="counts_open_before_release"),
    )

    id: Mapped[row_id]
    slug: Mapped[str] = mapped_column(String(60))
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    theme_ja: Mapped[short_text]
    theme_en: Mapped[short_text]
    summary_ja: Mapped[long_text]
    summary_en: Mapped[long_text]
    description_ja: Mapped[long_text]
    description_en: Mapped[long_text]
    eligibility_ja: Mapped[long_text]
    eligibility_en: Mapped[long_text]
    rules_ja: Mapped[long_text]
    rules_en: Mapped[long_text]
    created_at: Mapped[instant]
    announced_at: Mapped[maybe_instant]
    counts_opened_at: Mapped[maybe_instant]
    released_at: Mapped[maybe_instant]

    divisions: Mapped[list["Division"]] = relationship(order_by="Division.position")
    windows: Mapped[list["PhaseWindow"]] = relationship(order_by="PhaseWindow.opens_at, PhaseWindow.closes_at")

    @property
    def texts_digest(self) -> str:
        """What tells one wording of the contest from another."""
        return text_digest(self.slug, *(getattr(self, name) for name in TEXTS))

    def window(self, kind: WindowKind) -> "PhaseWindow":
        """Return the dates of one phase."""
        return next(window for window in self.windows if window.kind == kind)

    def phases_at(self, at: dt.datetime) -> frozenset[Phase]:
        """Return the phases that hold at ``at``."""
        return phases_at(
            [window.as_window() for window in self.windows],
            at,
            are_counts_open=self.counts_opened_at is not None,
            is_released=self.released_at is not None,
        )


class ContestChange(Base):
    """A change of texts or dates after the announcement, with its reason; everybody can read it.

    ``parts`` is JSON: a list of name, before and after. ``entry_key`` is the key of
    its entry in the ledger.
    """

    __tablename__ = "contest_changes"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="change_has_a_reason"),
        UniqueConstraint("entry_key"),
        Index(None, "contest_id", "changed_at"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    changed_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    changed_at: Mapped[instant]
    reason: Mapped[long_text]
    parts: Mapped[long_text]
    entry_key: Mapped[str] = mapped_column(String(KEY_LENGTH))


class PhaseWindow(Base):
    """The dates of one phase of a contest, ``[opens_at, closes_at)``."""

    __tablename__ = "phase_windows"
    __table_args__ = (CheckConstraint("closes_at > opens_at", name="window_is_forward"),)

    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"), primary_key=True)
    kind: Mapped[WindowKind] = mapped_column(String(20), primary_key=True)
    opens_at: Mapped[instant]
    closes_at: Mapped[instant]

    def as_window(self) -> Window:
        """Return the plain value that ``methods`` works with."""
        return Window(WindowKind(self.kind), self.opens_at, self.closes_at)


class Division(Base):
    """A part of a contest with its own list of ideas, picks and awards."""

    __tablename__ = "divisions"
    __table_args__ = (
        UniqueConstraint("contest_id", "slug"),
        UniqueConstraint("id", "contest_id"),
        CheckConstraint("quota >= 0", name="quota_is_not_negative"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    slug: Mapped[str] = mapped_column(String(60))
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]
    description_ja: Mapped[long_text] = mapped_column(default="")
    description_en: Mapped[long_text] = mapped_column(default="")
    quota: Mapped[int] = mapped_column(SmallInteger)
    position: Mapped[int] = mapped_column(SmallInteger)

    slots: Mapped[list["PickSlot"]] = relationship(order_by="PickSlot.slot")


class PickSlot(Base):
    """One place on the ballot. The ballot rule "up to three" is three of these rows."""

    __tablename__ = "pick_slots"
    __table_args__ = (
        ForeignKeyConstraint(["division_id", "contest_id"], ["divisions.id", "divisions.contest_id"]),
        UniqueConstraint("contest_id", "division_id", "slot"),
    )

    division_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    slot: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    contest_id: Mapped[int] = mapped_column(RowId)
