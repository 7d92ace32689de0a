"""What persons decided: acts on consents and standing stop-uses, each a row that is added and never changed."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consent.enums import ConsentAct, StopAct, StopCategory
from consent.models.purposes import CATEGORY_LENGTH, DataKind, Notice, Purpose, PurposeVersion
from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, maybe_instant, row_id
from foundations.ledger.models import KEY_LENGTH

if TYPE_CHECKING:
    from accounts.models import Organisation


class ConsentRecord(Base):
    """One act on one consent, which is per person, purpose and recipient; the highest ``sequence`` is the last.

    Two acts at once ask for the same place in the sequence, and one of them gets it.
    Neither a recipient nor a kind of data that the version does not name can stand here.
    """

    __tablename__ = "consent_records"
    __table_args__ = (
        UniqueConstraint("person_id", "purpose_id", "recipient_id", "sequence"),
        UniqueConstraint("ledger_key"),
        UniqueConstraint("id", "version_id"),
        ForeignKeyConstraint(["version_id", "purpose_id"], ["purpose_versions.id", "purpose_versions.purpose_id"]),
        ForeignKeyConstraint(
            ["version_id", "recipient_id"], ["purpose_recipients.version_id", "purpose_recipients.organisation_id"]
        ),
        ForeignKeyConstraint(["notice_id", "version_id"], ["notices.id", "notices.version_id"]),
        CheckConstraint("sequence >= 1", name="sequence_counts_from_one"),
        CheckConstraint("effective_at <= recorded_at", name="nothing_in_advance"),
        CheckConstraint(
            "act NOT IN ('give', 'renew') OR "
            "(notice_id IS NOT NULL AND valid_until IS NOT NULL AND valid_until > effective_at)",
            name="yes_was_informed_and_ends",
        ),
        Index(None, "purpose_id", "recipient_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    purpose_id: Mapped[int] = mapped_column(RowId, ForeignKey("purposes.id"))
    recipient_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    sequence: Mapped[int] = mapped_column(RowId)
    act: Mapped[ConsentAct] = mapped_column(String(20))
    version_id: Mapped[int] = mapped_column(RowId)
    notice_id: Mapped[int | None] = mapped_column(RowId)
    effective_at: Mapped[instant]
    recorded_at: Mapped[instant]
    recorded_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    valid_until: Mapped[maybe_instant]
    ledger_key: Mapped[str] = mapped_column(String(KEY_LENGTH))

    purpose: Mapped[Purpose] = relationship(viewonly=True, lazy="raise", foreign_keys=[purpose_id])
    recipient: Mapped["Organisation"] = relationship(viewonly=True, lazy="raise", foreign_keys=[recipient_id])
    version: Mapped[PurposeVersion] = relationship(
        primaryjoin="ConsentRecord.version_id == PurposeVersion.id",
        foreign_keys=[version_id],
        viewonly=True,
        lazy="raise",
    )
    notice: Mapped[Notice | None] = relationship(
        primaryjoin="ConsentRecord.notice_id == Notice.id", foreign_keys=[notice_id], viewonly=True, lazy="raise"
    )
    kinds: Mapped[list[DataKind]] = relationship(
        secondary="consented_kinds",
        primaryjoin="ConsentRecord.id == ConsentedKind.record_id",
        secondaryjoin="ConsentedKind.kind_id == DataKind.id",
        order_by="DataKind.id",
        viewonly=True,
        lazy="raise",
    )

    @property
    def kind_slugs(self) -> frozenset[str]:
        """The kinds of data agreed to, by name."""
        return frozenset(kind.slug for kind in self.kinds)


class ConsentedKind(Base):
    """A kind of data that a yes covers: one of those that its version asks for."""

    __tablename__ = "consented_kinds"
    __table_args__ = (
        ForeignKeyConstraint(["record_id", "version_id"], ["consent_records.id", "consent_records.version_id"]),
        ForeignKeyConstraint(["version_id", "kind_id"], ["purpose_kinds.version_id", "purpose_kinds.kind_id"]),
        {"info": APPEND_ONLY},
    )

    record_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    version_id: Mapped[int] = mapped_column(RowId)


class StopRecord(Base):
    """One act on one standing stop-use, which is per person and category."""

    __tablename__ = "stop_records"
    __table_args__ = (
        UniqueConstraint("person_id", "category", "sequence"),
        UniqueConstraint("ledger_key"),
        CheckConstraint("sequence >= 1", name="sequence_counts_from_one"),
        CheckConstraint("effective_at <= recorded_at", name="nothing_in_advance"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    category: Mapped[StopCategory] = mapped_column(String(CATEGORY_LENGTH))
    sequence: Mapped[int] = mapped_column(RowId)
    act: Mapped[StopAct] = mapped_column(String(20))
    effective_at: Mapped[instant]
    recorded_at: Mapped[instant]
    recorded_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    ledger_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
