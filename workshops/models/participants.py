"""Who takes part: by registration, or with a slip of paper."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.base import Base
from foundations.database.columns import RowId, instant, maybe_instant, row_id
from workshops.enums import RegistrationState
from workshops.models.workshops import Workshop

if TYPE_CHECKING:
    from accounts.models import Person
    from workshops.models.boards import Board

CODE_LENGTH = 26
SLIP_CODE_LENGTH = 11


class Registration(Base):
    """One person's wish to take part. Without a ``place`` it waits for one, in the order of ``waiting_since``.

    ``code`` stands in the QR code that the person shows at the door.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        ForeignKeyConstraint(["workshop_id", "place"], ["workshop_places.workshop_id", "workshop_places.number"]),
        UniqueConstraint("workshop_id", "person_id"),
        UniqueConstraint("workshop_id", "place"),
        UniqueConstraint("code"),
        CheckConstraint("cancelled_at IS NULL OR place IS NULL", name="cancelled_holds_no_place"),
        CheckConstraint("checked_in_at IS NULL OR place IS NOT NULL", name="checked_in_holds_a_place"),
        Index(None, "workshop_id", "waiting_since", "id"),
        Index(None, "person_id"),
    )

    id: Mapped[row_id]
    workshop_id: Mapped[int] = mapped_column(RowId, ForeignKey("workshops.id"))
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    place: Mapped[int | None] = mapped_column(SmallInteger)
    waiting_since: Mapped[instant]
    cancelled_at: Mapped[maybe_instant]
    checked_in_at: Mapped[maybe_instant]
    checked_in_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))

    workshop: Mapped[Workshop] = relationship()
    person: Mapped["Person"] = relationship(foreign_keys=[person_id])

    @property
    def state(self) -> RegistrationState:
        """Where it stands."""
        if self.cancelled_at is not None:
            return RegistrationState.CANCELLED
        if self.checked_in_at is not None:
            return RegistrationState.CHECKED_IN
        return RegistrationState.WAITING if self.place is None else RegistrationState.PLACED

    @property
    def is_active(self) -> bool:
        """Whether the person takes part or waits to."""
        return self.cancelled_at is None


class Slip(Base):
    """A slip of paper with a code, which lets one phone write notes at one table without an account.

    The code can be printed again and opens nothing personal, so it is kept as it is. The
    first phone that shows it gets a token of its own, of which only the digest is kept.
    """

    __tablename__ = "slips"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("token_digest"),
        UniqueConstraint("board_id", "number"),
        CheckConstraint("(token_digest IS NULL) = (claimed_at IS NULL)", name="claimed_with_a_token"),
    )

    id: Mapped[row_id]
    board_id: Mapped[int] = mapped_column(RowId, ForeignKey("boards.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    code: Mapped[str] = mapped_column(String(SLIP_CODE_LENGTH))
    issued_at: Mapped[instant]
    token_digest: Mapped[bytes | None] = mapped_column(default=None)
    claimed_at: Mapped[maybe_instant]

    board: Mapped["Board"] = relationship()

    def claim(self, token_digest: bytes, *, at: dt.datetime) -> None:
        """Bind the slip to a phone."""
        self.token_digest, self.claimed_at = token_digest, at

    def free(self) -> None:
        """Let another phone have it: the first one was lost, or somebody typed a neighbour's code."""
        self.token_digest = self.claimed_at = None
