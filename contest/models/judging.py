"""The rubric, score sheets, conflicts, awards, and the results stored at release."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.enums import ConflictKind, InvitationState
from contest.errors import InvitationClosed, ScoresLocked
from contest.models.contests import Contest
from contest.models.ideas import Idea
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text

if TYPE_CHECKING:
    from accounts.models import Person


class Criterion(Base):
    """One line of the rubric, with anchors that say what 1, 3 and 5 points mean."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("contest_id", "position"),
        CheckConstraint("weight > 0", name="weight_is_positive"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]
    weight: Mapped[int] = mapped_column(SmallInteger)
    anchor_1_ja: Mapped[long_text]
    anchor_1_en: Mapped[long_text]
    anchor_3_ja: Mapped[long_text]
    anchor_3_en: Mapped[long_text]
    anchor_5_ja: Mapped[long_text]
    anchor_5_en: Mapped[long_text]


class Conflict(Base):
    """A judge's declared conflict of interest with an idea: a bar to seeing and scoring it."""

    __tablename__ = "conflicts"

    judge_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"), primary_key=True)
    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"), primary_key=True, index=True)
    kind: Mapped[ConflictKind] = mapped_column(String(20))
    declared_at: Mapped[instant]


class ScoreSheet(Base):
    """One judge's scores of one idea; locked once handed in."""

    __tablename__ = "score_sheets"
    __table_args__ = (UniqueConstraint("judge_id", "idea_id"), Index(None, "idea_id"))

    id: Mapped[row_id]
    judge_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"))
    saved_at: Mapped[instant]
    handed_in_at: Mapped[maybe_instant]

    scores: Mapped[list["Score"]] = relationship(back_populates="sheet")
    judge: Mapped["Person"] = relationship()
    idea: Mapped[Idea] = relationship()

    @property
    def is_locked(self) -> bool:
        """Whether it was handed in."""
        return self.handed_in_at is not None

    def hand_in(self, *, at: dt.datetime) -> None:
        """Lock the sheet."""
        if self.is_locked:
            raise ScoresLocked
        self.handed_in_at = at


class JudgeInvitation(Base):
    """A request to judge, sent to a mail address; whoever has shown that it is theirs may accept.

    ``ends_at`` is when the term would end; it begins with the acceptance.
    """

    __tablename__ = "judge_invitations"
    __table_args__ = (
        Index(
            "uq_judge_invitations_open",
            "contest_id",
            "address_key",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "address_key", "state"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    address: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(254))
    ends_at: Mapped[instant]
    state: Mapped[InvitationState] = mapped_column(String(20), default=InvitationState.OPEN)
    invited_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    invited_at: Mapped[instant]
    closed_at: Mapped[maybe_instant]

    contest: Mapped[Contest] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == InvitationState.OPEN

    def close(self, state: InvitationState, *, at: dt.datetime) -> None:
        """Answer it, or withdraw it.

        Raises:
            InvitationClosed: if somebody was faster.
        """
        if not self.is_open:
            raise InvitationClosed
        self.state, self.closed_at = state, at


class Score(Base):
    """Points for one criterion, 1 to 5, and the reason."""

    __tablename__ = "scores"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", name="points_are_on_the_scale"),
        CheckConstraint("reason <> ''", name="reason_is_given"),
    )

    sheet_id: Mapped[int] = mapped_column(RowId, ForeignKey("score_sheets.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(RowId, ForeignKey("criteria.id"), primary_key=True)
    points: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[long_text]

    sheet: Mapped[ScoreSheet] = relationship(back_populates="scores")


class Award(Base):
    """A prize and, once decided, who gets it and why. Hidden until the contest's release.

    A decided award without an idea is withheld (該当なし), with its explanation.
    """

    __tablename__ = "awards"
    __table_args__ = (
        UniqueConstraint("contest_id", "position"),
        UniqueConstraint("contest_id", "idea_id"),
        CheckConstraint("idea_id IS NULL OR decided_at IS NOT NULL", name="given_is_decided"),
        CheckConstraint("decided_at IS NULL OR explanation <> ''", name="decision_has_an_explanation"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    division_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("divisions.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]
    idea_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("ideas.id"))
    explanation: Mapped[long_text] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    decided_at: Mapped[maybe_instant]

    idea: Mapped[Idea | None] = relationship()


class IdeaResult(Base):
    """The public and the panel's result of one idea, counted once at release."""

    __tablename__ = "idea_results"
    __table_args__ = (Index(None, "contest_id"),)

    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"), primary_key=True)
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    votes: Mapped[int] = mapped_column(Integer)
    vote_rank: Mapped[int] = mapped_column(Integer)
    sheets: Mapped[int] = mapped_column(Integer)
    panel_score: Mapped[float | None] = mapped_column(Float)
    panel_rank: Mapped[int | None] = mapped_column(Integer)

    idea: Mapped[Idea] = relationship()
