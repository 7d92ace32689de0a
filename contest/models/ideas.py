"""Ideas and what people say of them."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.enums import IdeaOrigin, IdeaState
from contest.errors import WrongIdeaState
from contest.methods.texts import text_digest
from contest.models.contests import Contest, Division
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text

if TYPE_CHECKING:
    from accounts.models import Person


class Idea(Base):
    """What somebody proposes. Empty fields are allowed only while it is a draft.

    ``credited_name`` is shown as the author where no account stands behind the idea
    (an imported one). ``shuffle_key`` is random and places it in the daily shuffle.
    """

    __tablename__ = "ideas"
    __table_args__ = (
        ForeignKeyConstraint(["division_id", "contest_id"], ["divisions.id", "divisions.contest_id"]),
        UniqueConstraint("id", "division_id", "contest_id"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'published', 'refused', 'withdrawn')",
            name="state_is_known",
        ),
        CheckConstraint(
            "state = 'draft' OR (title <> '' AND proposal <> '' AND division_id IS NOT NULL)",
            name="submitted_is_complete",
        ),
        CheckConstraint("author_id IS NOT NULL OR credited_name <> ''", name="somebody_is_credited"),
        Index(None, "contest_id", "state", "published_at", "id"),
        Index(None, "contest_id", "state", "support_count", "id"),
        Index(None, "author_id", "state"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    division_id: Mapped[int | None] = mapped_column(RowId)
    author_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    credited_name: Mapped[short_text] = mapped_column(default="")
    origin: Mapped[IdeaOrigin] = mapped_column(String(20), default=IdeaOrigin.WEB)
    state: Mapped[IdeaState] = mapped_column(String(20), default=IdeaState.DRAFT)
    title: Mapped[short_text] = mapped_column(default="")
    problem: Mapped[long_text] = mapped_column(default="")
    proposal: Mapped[long_text] = mapped_column(default="")
    data_needed: Mapped[long_text] = mapped_column(default="")
    started_at: Mapped[instant]
    saved_at: Mapped[instant]
    submitted_at: Mapped[maybe_instant]
    published_at: Mapped[maybe_instant]
    ended_at: Mapped[maybe_instant]
    shuffle_key: Mapped[int] = mapped_column(Integer)
    support_count: Mapped[int] = mapped_column(Integer, default=0)
    comment_count: Mapped[int] = mapped_column(Integer, default=0)

    contest: Mapped[Contest] = relationship(foreign_keys=[contest_id])
    division: Mapped[Division | None] = relationship(
        primaryjoin="Idea.division_id == Division.id", foreign_keys=[division_id], viewonly=True
    )
    author: Mapped["Person | None"] = relationship()

    @property
    def is_complete(self) -> bool:
        """Whether everything a submitted idea must have is filled in."""
        return bool(self.division_id and self.title and self.problem and self.proposal and self.data_needed)

    @property
    def text_digest(self) -> str:
        """What the ledger binds of the text."""
        return text_digest(self.title, self.problem, self.proposal, self.data_needed)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state == IdeaState.PUBLISHED

    def submit(self, *, at: dt.datetime) -> None:
        """Hand the draft to the secretariat."""
        self._move({IdeaState.DRAFT}, IdeaState.SUBMITTED)
        self.submitted_at = at

    def publish(self, *, at: dt.datetime) -> None:
        """Show it to everybody."""
        self._move({IdeaState.SUBMITTED}, IdeaState.PUBLISHED)
        self.published_at = at

    def refuse(self, *, at: dt.datetime) -> None:
        """Do not show it."""
        self._move({IdeaState.SUBMITTED, IdeaState.PUBLISHED}, IdeaState.REFUSED)
        self.ended_at = at

    def withdraw(self, *, at: dt.datetime) -> None:
        """Take it back; what was public is public no longer."""
        self._move({IdeaState.SUBMITTED, IdeaState.PUBLISHED}, IdeaState.WITHDRAWN)
        self.ended_at = at

    def _move(self, allowed_from: set[IdeaState], to: IdeaState) -> None:
        if self.state not in allowed_from:
            raise WrongIdeaState
        self.state = to


class Moderation(Base):
    """A decision of the secretariat to publish or refuse an idea, with its reason."""

    __tablename__ = "moderations"
    __table_args__ = (
        CheckConstraint("is_published OR reason <> ''", name="refusal_has_a_reason"),
        Index(None, "idea_id", "decided_at"),
    )

    id: Mapped[row_id]
    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"))
    is_published: Mapped[bool]
    reason: Mapped[long_text]
    decided_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    decided_at: Mapped[instant]


class Support(Base):
    """One person's support of one idea."""

    __tablename__ = "supports"

    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"), primary_key=True, index=True)
    given_at: Mapped[instant]


class Comment(Base):
    """What a person says of an idea. A hidden one keeps its place and the reason."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("body <> ''", name="body_is_not_empty"),
        CheckConstraint("hidden_at IS NULL OR hidden_reason <> ''", name="hiding_has_a_reason"),
        Index(None, "idea_id", "posted_at", "id"),
    )

    id: Mapped[row_id]
    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"))
    author_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"), index=True)
    body: Mapped[long_text]
    posted_at: Mapped[instant]
    hidden_at: Mapped[maybe_instant]
    hidden_reason: Mapped[long_text] = mapped_column(default="")

    idea: Mapped[Idea] = relationship()
    author: Mapped["Person"] = relationship()
