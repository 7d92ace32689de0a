"""Motions with their versions, what ties members to them, and who stands aside."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import (
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
from governance_board.enums import (
    ABOUT_A_RULE,
    ABOUT_A_SUSPENSION,
    WITH_TERMS,
    Formula,
    InterestKind,
    MotionKind,
    MotionState,
)
from governance_board.errors import NotCarried, VoteBegan, VoteNotOpen

if TYPE_CHECKING:
    from accounts.models import Person
    from governance_board.models.councils import Seat
    from governance_board.models.meetings import Meeting
    from governance_board.models.rules import Rule
    from governance_board.models.suspensions import Suspension
    from governance_board.models.votes import CouncilVote, RollEntry, VoteResult

HASH_LENGTH = 64


def _names(kinds: frozenset[MotionKind]) -> str:
    return ", ".join(sorted(repr(kind.value) for kind in kinds))


class Motion(Base):
    """What the council is asked to decide. What is voted on is one of its versions."""

    __tablename__ = "motions"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("id", "kind"),
        CheckConstraint(f"(kind IN ({_names(ABOUT_A_RULE)})) = (rule_id IS NOT NULL)", name="rule_is_named"),
        CheckConstraint(
            f"(kind IN ({_names(ABOUT_A_SUSPENSION)})) = (suspension_id IS NOT NULL)", name="suspension_is_named"
        ),
        CheckConstraint("(kind = 'enact_rule') = (rule_slug <> '')", name="new_rule_has_a_name"),
        CheckConstraint("vote_closed_at IS NULL OR vote_opened_at IS NOT NULL", name="closed_was_open"),
        CheckConstraint(
            "(vote_opened_at IS NULL) = (voted_version IS NULL) AND (vote_opened_at IS NULL) = (meeting_id IS NULL)",
            name="vote_is_on_a_version_in_a_meeting",
        ),
        CheckConstraint("withdrawn_at IS NULL OR vote_opened_at IS NULL", name="withdrawn_before_the_vote"),
        CheckConstraint("carried_out_at IS NULL OR vote_closed_at IS NOT NULL", name="carried_out_after_the_vote"),
    )

    id: Mapped[row_id]
    number: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[MotionKind] = mapped_column(String(20))
    formula: Mapped[Formula] = mapped_column(String(20))
    rule_slug: Mapped[str] = mapped_column(String(60), default="")
    rule_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("rules.id"), index=True)
    suspension_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("suspensions.id"), index=True)
    submitted_at: Mapped[instant]
    submitted_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    withdrawn_at: Mapped[maybe_instant]
    meeting_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("meetings.id"))
    voted_version: Mapped[int | None] = mapped_column(SmallInteger)
    vote_opened_at: Mapped[maybe_instant]
    vote_closed_at: Mapped[maybe_instant]
    carried_out_at: Mapped[maybe_instant]

    versions: Mapped[list["MotionVersion"]] = relationship(order_by="MotionVersion.version")
    interests: Mapped[list["Interest"]] = relationship(order_by="Interest.declared_at, Interest.id")
    recusals: Mapped[list["Recusal"]] = relationship(order_by="Recusal.recused_at, Recusal.seat_id")
    roll: Mapped[list["RollEntry"]] = relationship(order_by="RollEntry.seat_id")
    votes: Mapped[list["CouncilVote"]] = relationship(order_by="CouncilVote.seat_id")
    result: Mapped["VoteResult | None"] = relationship()
    meeting: Mapped["Meeting | None"] = relationship()
    rule: Mapped["Rule | None"] = relationship()
    suspension: Mapped["Suspension | None"] = relationship()

    @property
    def latest(self) -> "MotionVersion":
        """The version that stands: the one voted on, or the newest."""
        return self.versions[-1] if self.voted_version is None else self.versions[self.voted_version - 1]

    @property
    def state(self) -> MotionState:
        """Where it stands."""
        if self.withdrawn_at is not None:
            return MotionState.WITHDRAWN
        if self.vote_opened_at is None:
            return MotionState.SUBMITTED
        if self.vote_closed_at is None:
            return MotionState.VOTING
        if self.result is None or not self.result.is_carried:
            return MotionState.LOST
        return MotionState.CARRIED if self.carried_out_at is None else MotionState.CARRIED_OUT

    def check_before_vote(self) -> None:
        """Refuse, by name, what a motion allows only until its vote begins."""
        if self.state != MotionState.SUBMITTED:
            raise VoteBegan

    def check_voting(self) -> None:
        """Refuse, by name, what needs an open vote."""
        if self.state != MotionState.VOTING:
            raise VoteNotOpen

    def check_carried(self) -> None:
        """Refuse, by name, what needs a carried motion that was not carried out yet."""
        if self.state != MotionState.CARRIED:
            raise NotCarried

    def withdraw(self, *, at: dt.datetime) -> None:
        """Take it back."""
        self.check_before_vote()
        self.withdrawn_at = at


class MotionVersion(Base):
    """One wording of a motion with its terms and dates under one hash; written once."""

    __tablename__ = "motion_versions"
    __table_args__ = (
        ForeignKeyConstraint(["motion_id", "kind"], ["motions.id", "motions.kind"]),
        UniqueConstraint("motion_id", "version", "hash"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        CheckConstraint(
            f"kind NOT IN ({_names(WITH_TERMS)}) OR "
            "(terms IS NOT NULL AND effective_on IS NOT NULL AND review_on IS NOT NULL)",
            name="rule_has_terms_and_dates",
        ),
        CheckConstraint("kind <> 'repeal_rule' OR effective_on IS NOT NULL", name="repeal_has_a_date"),
        CheckConstraint("review_on > effective_on", name="review_follows_force"),
        {"info": APPEND_ONLY},
    )

    motion_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    version: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[MotionKind] = mapped_column(String(20))
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    text_ja: Mapped[long_text]
    text_en: Mapped[long_text]
    terms: Mapped[str | None] = mapped_column(Text())
    effective_on: Mapped[dt.date | None] = mapped_column(Date)
    review_on: Mapped[dt.date | None] = mapped_column(Date)
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    reason: Mapped[long_text]
    written_at: Mapped[instant]
    written_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))


class Interest(Base):
    """What ties a member to a motion, as the member declared it."""

    __tablename__ = "interests"
    __table_args__ = (
        UniqueConstraint("motion_id", "seat_id", "kind"),
        CheckConstraint("note <> ''", name="note_is_given"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    motion_id: Mapped[int] = mapped_column(RowId, ForeignKey("motions.id"))
    seat_id: Mapped[int] = mapped_column(RowId, ForeignKey("seats.id"))
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    kind: Mapped[InterestKind] = mapped_column(String(20))
    note: Mapped[long_text]
    declared_at: Mapped[instant]

    seat: Mapped["Seat"] = relationship()
    person: Mapped["Person"] = relationship()


class Recusal(Base):
    """A seat that takes no part in a motion and counts in no denominator."""

    __tablename__ = "recusals"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_is_given"), {"info": APPEND_ONLY})

    motion_id: Mapped[int] = mapped_column(RowId, ForeignKey("motions.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(RowId, ForeignKey("seats.id"), primary_key=True)
    reason: Mapped[long_text]
    recused_at: Mapped[instant]

    seat: Mapped["Seat"] = relationship()
