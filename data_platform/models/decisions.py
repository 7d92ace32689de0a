"""Decisions as they were given, permitted and denied ones alike."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_platform.models.datasets import SLUG_LENGTH
from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, row_id
from foundations.ledger.models import KEY_LENGTH


class DecisionRecord(Base):
    """One question of an organisation's machine and the answer, both as canonical JSON.

    ``answer`` holds the reasons, the rules with the hash of the version in force, and the
    grant. ``ledger_size`` is how much of the ledger the decision knew: what was appended
    later it could not know. Dataset and purpose are names as they were asked for.
    """

    __tablename__ = "decision_records"
    __table_args__ = (
        UniqueConstraint("ledger_key"),
        Index(None, "organisation_id", "decided_at"),
        Index(None, "person_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    ledger_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    organisation_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    dataset: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    purpose: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    request: Mapped[str] = mapped_column(Text())
    answer: Mapped[str] = mapped_column(Text())
    is_permitted: Mapped[bool]
    ledger_size: Mapped[int] = mapped_column(RowId)
    decided_at: Mapped[instant]
