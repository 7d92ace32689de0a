"""What is written at a workshop: notes on boards, their groups, and the ideas made of them."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text
from workshops.models.workshops import Workshop

if TYPE_CHECKING:
    from contest.models import Idea


class Board(Base):
    """Where one table arranges its notes. They are private until ``revealed_at``.

    ``version`` counts every change, so that a phone can ask whether there was one.
    """

    __tablename__ = "boards"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[row_id]
    workshop_id: Mapped[int] = mapped_column(RowId, ForeignKey("workshops.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[short_text]
    version: Mapped[int] = mapped_column(Integer, default=0)
    revealed_at: Mapped[maybe_instant]

    workshop: Mapped[Workshop] = relationship()

    @property
    def is_revealed(self) -> bool:
        """Whether everybody at the table sees all notes."""
        return self.revealed_at is not None


class NoteGroup(Base):
    """Notes that belong together, with a heading."""

    __tablename__ = "note_groups"
    __table_args__ = (
        UniqueConstraint("id", "board_id"),
        CheckConstraint("heading <> ''", name="group_has_a_heading"),
        Index(None, "board_id", "position"),
    )

    id: Mapped[row_id]
    board_id: Mapped[int] = mapped_column(RowId, ForeignKey("boards.id"))
    heading: Mapped[short_text]
    position: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[instant]

    board: Mapped[Board] = relationship()
    idea_made: Mapped["WorkshopIdea | None"] = relationship(back_populates="group")


class Note(Base):
    """One thought. It comes from a slip or a registration, or a facilitator wrote it down for somebody."""

    __tablename__ = "notes"
    __table_args__ = (
        ForeignKeyConstraint(["group_id", "board_id"], ["note_groups.id", "note_groups.board_id"]),
        CheckConstraint("body <> ''", name="note_is_not_empty"),
        CheckConstraint("slip_id IS NULL OR registration_id IS NULL", name="note_has_one_writer"),
        CheckConstraint(
            "slip_id IS NOT NULL OR registration_id IS NOT NULL OR written_for_others_by_id IS NOT NULL",
            name="note_has_a_writer",
        ),
        CheckConstraint("hidden_at IS NULL OR hidden_reason <> ''", name="hiding_a_note_has_a_reason"),
        Index(None, "board_id", "group_id", "position"),
    )

    id: Mapped[row_id]
    board_id: Mapped[int] = mapped_column(RowId, ForeignKey("boards.id"))
    body: Mapped[short_text]
    slip_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("slips.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("registrations.id"), index=True)
    written_for_others_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    written_at: Mapped[instant]
    group_id: Mapped[int | None] = mapped_column(RowId)
    position: Mapped[int] = mapped_column(Integer)
    hidden_at: Mapped[maybe_instant]
    hidden_reason: Mapped[long_text] = mapped_column(default="")

    board: Mapped[Board] = relationship(overlaps="group")
    group: Mapped[NoteGroup | None] = relationship(overlaps="board", foreign_keys=[group_id, board_id])


class WorkshopIdea(Base):
    """The idea that a group became. The row is ours, the idea is the contest's."""

    __tablename__ = "workshop_ideas"
    __table_args__ = (UniqueConstraint("idea_id"),)

    group_id: Mapped[int] = mapped_column(RowId, ForeignKey("note_groups.id"), primary_key=True)
    idea_id: Mapped[int] = mapped_column(RowId, ForeignKey("ideas.id"))
    made_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    made_at: Mapped[instant]

    group: Mapped[NoteGroup] = relationship(back_populates="idea_made")
    idea: Mapped["Idea"] = relationship()
