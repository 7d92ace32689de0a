"""A file of ideas on its way into a contest."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.enums import ImportState
from contest.errors import ImportMovedOn
from contest.models.contests import Contest
from foundations.database.base import Base
from foundations.database.columns import RowId, digest, instant, long_text, row_id, short_text


class IdeaImport(Base):
    """One uploaded file. All of its rows become ideas in one transaction, or none does.

    While it comes in, its rows are laid ready (``ReadyRow``), ``done_rows`` so far, so that
    a machine that stops goes on from there. ``columns`` and ``faults`` are JSON.
    ``done_digest`` is the file's SHA-256 once it is in: the same file cannot come in twice.
    """

    __tablename__ = "idea_imports"
    __table_args__ = (
        UniqueConstraint("contest_id", "done_digest"),
        CheckConstraint("done_rows >= 0 AND done_rows <= total_rows", name="progress_is_within"),
    )

    id: Mapped[row_id]
    contest_id: Mapped[int] = mapped_column(RowId, ForeignKey("contests.id"))
    started_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    started_at: Mapped[instant]
    changed_at: Mapped[instant]
    state: Mapped[ImportState] = mapped_column(String(20))
    file_name: Mapped[short_text]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    content_digest: Mapped[digest]
    done_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    columns: Mapped[long_text] = mapped_column(default="{}")
    division_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("divisions.id"))
    total_rows: Mapped[int] = mapped_column(Integer, default=0)
    done_rows: Mapped[int] = mapped_column(Integer, default=0)
    fault_count: Mapped[int] = mapped_column(Integer, default=0)
    faults: Mapped[long_text] = mapped_column(default="[]")

    contest: Mapped[Contest] = relationship()

    @property
    def is_working(self) -> bool:
        """Whether the machine is at work on it and the person waits."""
        return self.state in {ImportState.CHECKING, ImportState.IMPORTING}

    def move(self, *, allowed_from: set[ImportState], to: ImportState, at: dt.datetime) -> None:
        """Go on to the next state.

        Raises:
            ImportMovedOn: if somebody else, or another page, was faster.
        """
        if self.state not in allowed_from:
            raise ImportMovedOn
        self.state, self.changed_at = to, at


class ReadyRow(Base):
    """What one row of a file says, laid ready to become an idea with all the others; nobody reads it before."""

    __tablename__ = "idea_import_rows"

    import_id: Mapped[int] = mapped_column(RowId, ForeignKey("idea_imports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    division_id: Mapped[int] = mapped_column(RowId, ForeignKey("divisions.id"))
    credited_name: Mapped[short_text]
    title: Mapped[short_text]
    problem: Mapped[long_text]
    proposal: Mapped[long_text]
    data_needed: Mapped[long_text]
    shuffle_key: Mapped[int] = mapped_column(Integer)
