"""Rules: their versions, and the acts that put them in force or out of it."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
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
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text
from governance_board.enums import RuleChange
from governance_board.methods.timelines import RuleEvent

if TYPE_CHECKING:
    from governance_board.models.motions import Motion

_HASH_LENGTH = 64


class Rule(Base):
    """A rule under one name and number, whatever its wording at a time."""

    __tablename__ = "rules"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("slug"), {"info": APPEND_ONLY})

    id: Mapped[row_id]
    number: Mapped[int] = mapped_column(SmallInteger)
    slug: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[instant]

    versions: Mapped[list["RuleVersion"]] = relationship(order_by="RuleVersion.version", back_populates="rule")
    acts: Mapped[list["RuleAct"]] = relationship(order_by="RuleAct.id")

    @property
    def is_repealed(self) -> bool:
        """Whether the last act on it was its repeal."""
        return bool(self.acts) and self.acts[-1].change == RuleChange.REPEALED

    @property
    def history(self) -> list[RuleEvent]:
        """The acts on it in the order of their writing, as ``methods`` takes them."""
        return [act.as_event() for act in self.acts]


class RuleVersion(Base):
    """One wording of a rule: the very version that the council carried, as two references into its vote say.

    ``hash`` is that of the motion's version, ``is_carried`` that of the vote's result.
    """

    __tablename__ = "rule_versions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["motion_id", "motion_version", "hash"],
            ["motion_versions.motion_id", "motion_versions.version", "motion_versions.hash"],
            name="fk_rule_versions_voted_version",
        ),
        ForeignKeyConstraint(
            ["motion_id", "motion_version", "is_carried"],
            ["vote_results.motion_id", "vote_results.version", "vote_results.is_carried"],
            name="fk_rule_versions_carried_vote",
        ),
        UniqueConstraint("motion_id"),
        CheckConstraint("is_carried", name="motion_is_carried"),
        CheckConstraint("review_on > effective_on", name="review_follows_force"),
        {"info": APPEND_ONLY},
    )

    rule_id: Mapped[int] = mapped_column(RowId, ForeignKey("rules.id"), primary_key=True)
    version: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    text_ja: Mapped[long_text]
    text_en: Mapped[long_text]
    terms: Mapped[str] = mapped_column(Text())
    effective_on: Mapped[dt.date] = mapped_column(Date)
    review_on: Mapped[dt.date] = mapped_column(Date)
    hash: Mapped[str] = mapped_column(String(_HASH_LENGTH))
    motion_id: Mapped[int] = mapped_column(RowId)
    motion_version: Mapped[int] = mapped_column(SmallInteger)
    is_carried: Mapped[bool] = mapped_column(Boolean, default=True)

    rule: Mapped[Rule] = relationship(back_populates="versions")


class RuleAct(Base):
    """The council enacted, amended or repealed a rule: in force from ``effective_at``, known from ``recorded_at``."""

    __tablename__ = "rule_acts"
    __table_args__ = (
        ForeignKeyConstraint(["rule_id", "version"], ["rule_versions.rule_id", "rule_versions.version"]),
        UniqueConstraint("motion_id"),
        CheckConstraint("(change = 'repealed') = (version IS NULL)", name="repeal_puts_nothing_in_force"),
        CheckConstraint("(version IS NULL) = (lapses_at IS NULL)", name="what_is_in_force_lapses"),
        CheckConstraint("lapses_at > effective_at", name="lapses_after_force"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    rule_id: Mapped[int] = mapped_column(RowId, ForeignKey("rules.id"), index=True)
    change: Mapped[RuleChange] = mapped_column(String(10))
    version: Mapped[int | None] = mapped_column(SmallInteger)
    effective_at: Mapped[instant]
    lapses_at: Mapped[maybe_instant]
    recorded_at: Mapped[instant]
    motion_id: Mapped[int] = mapped_column(RowId, ForeignKey("motions.id"))

    motion: Mapped["Motion"] = relationship()

    def as_event(self) -> RuleEvent:
        """Return the plain value that ``methods`` works with."""
        return RuleEvent(self.effective_at, self.recorded_at, self.version, self.lapses_at)
