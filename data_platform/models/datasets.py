"""Datasets: what data there is, who is answerable for it, and who is in it."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text

if TYPE_CHECKING:
    from accounts.models import Organisation
    from consent.models import DataKind

SLUG_LENGTH = 60
IDENTIFIER_LENGTH = 200


class Dataset(Base):
    """Data under one name. ``stage`` 0 is open to everybody, 3 names persons (Tokyo's four stages)."""

    __tablename__ = "datasets"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(None, "holder_id"),
        CheckConstraint("stage BETWEEN 0 AND 3", name="stage_is_known"),
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= registered_at", name="withdrawn_after_registered"),
    )

    id: Mapped[row_id]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    stage: Mapped[int] = mapped_column(SmallInteger)
    holder_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    description_ja: Mapped[long_text]
    description_en: Mapped[long_text]
    terms_ja: Mapped[long_text]
    terms_en: Mapped[long_text]
    registered_at: Mapped[instant]
    withdrawn_at: Mapped[maybe_instant]

    holder: Mapped["Organisation"] = relationship(lazy="raise")
    kinds: Mapped[list["DataKind"]] = relationship(
        secondary="dataset_kinds", order_by="DatasetKind.position", viewonly=True, lazy="raise"
    )

    def is_offered(self, *, at: dt.datetime) -> bool:
        """Tell whether it was registered and not withdrawn at ``at``; both count from when they were written down."""
        return self.registered_at <= at and (self.withdrawn_at is None or at < self.withdrawn_at)


class DatasetKind(Base):
    """A kind of data that a dataset holds."""

    __tablename__ = "dataset_kinds"
    __table_args__ = (Index(None, "kind_id"),)

    dataset_id: Mapped[int] = mapped_column(RowId, ForeignKey("datasets.id"), primary_key=True)
    kind_id: Mapped[int] = mapped_column(RowId, ForeignKey("data_kinds.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class DatasetPerson(Base):
    """Whose data stands under an identifier of a dataset: the holder's customer number, a card's pseudonym."""

    __tablename__ = "dataset_persons"
    __table_args__ = (Index(None, "person_id"),)

    dataset_id: Mapped[int] = mapped_column(RowId, ForeignKey("datasets.id"), primary_key=True)
    identifier: Mapped[str] = mapped_column(String(IDENTIFIER_LENGTH), primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
