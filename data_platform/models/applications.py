"""Use applications, and the grants that follow from them."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data_platform.enums import ApplicationState, PreCheck
from data_platform.models.datasets import Dataset
from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, maybe_instant, row_id, short_text

if TYPE_CHECKING:
    from accounts.models import Organisation
    from consent.models import DataKind, Purpose

_USE = ("organisation_id", "dataset_id", "purpose_id")


class UseApplication(Base):
    """An organisation asks to use kinds of data of one dataset for one purpose.

    ``pre_check`` is what the machine said when it was filed; ``pre_check_reasons`` are
    codes of ``Denial``, separated by spaces.
    """

    __tablename__ = "use_applications"
    __table_args__ = (
        UniqueConstraint("id", *_USE),
        Index(None, "organisation_id"),
        Index(None, "dataset_id"),
        CheckConstraint("(state = 'filed') = (decided_at IS NULL)", name="decided_when_it_left_the_desk"),
    )

    id: Mapped[row_id]
    organisation_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    dataset_id: Mapped[int] = mapped_column(RowId, ForeignKey("datasets.id"))
    purpose_id: Mapped[int] = mapped_column(RowId, ForeignKey("purposes.id"))
    safeguards: Mapped[long_text]
    idea_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("ideas.id"), index=True)
    motion_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("motions.id"), index=True)
    state: Mapped[ApplicationState] = mapped_column(String(10))
    filed_at: Mapped[instant]
    filed_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    pre_check: Mapped[PreCheck] = mapped_column(String(10))
    pre_check_reasons: Mapped[short_text]
    decided_at: Mapped[maybe_instant]

    organisation: Mapped["Organisation"] = relationship(lazy="raise")
    dataset: Mapped[Dataset] = relationship(lazy="raise")
    purpose: Mapped["Purpose"] = relationship(lazy="raise")
    kinds: Mapped[list["DataKind"]] = relationship(
        secondary="application_kinds", order_by="DataKind.id", viewonly=True, lazy="raise"
    )


class ApplicationKind(Base):
    """A kind of data that is applied for: one of those that the dataset holds."""

    __tablename__ = "application_kinds"
    __table_args__ = ({"info": APPEND_ONLY},)

    application_id: Mapped[int] = mapped_column(RowId, ForeignKey("use_applications.id"), primary_key=True)
    kind_id: Mapped[int] = mapped_column(RowId, ForeignKey("data_kinds.id"), primary_key=True)


class Grant(Base):
    """What an approved application gives, for the use that was applied for and no other, until ``ends_at``."""

    __tablename__ = "grants"
    __table_args__ = (
        ForeignKeyConstraint(
            ["application_id", *_USE], ["use_applications.id", *(f"use_applications.{c}" for c in _USE)]
        ),
        UniqueConstraint("application_id"),
        Index(None, *_USE),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("starts_at >= given_at", name="nothing_before_it_was_given"),
        CheckConstraint("revoked_at IS NULL OR revoked_at >= given_at", name="revoked_after_it_was_given"),
    )

    id: Mapped[row_id]
    application_id: Mapped[int] = mapped_column(RowId)
    organisation_id: Mapped[int] = mapped_column(RowId)
    dataset_id: Mapped[int] = mapped_column(RowId)
    purpose_id: Mapped[int] = mapped_column(RowId)
    given_at: Mapped[instant]
    given_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    starts_at: Mapped[instant]
    ends_at: Mapped[instant]
    revoked_at: Mapped[maybe_instant]

    application: Mapped[UseApplication] = relationship(lazy="raise", viewonly=True)
    kinds: Mapped[list["DataKind"]] = relationship(
        secondary="grant_kinds", order_by="DataKind.id", viewonly=True, lazy="raise"
    )

    def is_in_force(self, *, at: dt.datetime, known_at: dt.datetime) -> bool:
        """Tell whether it gave anything at ``at`` by what was known at ``known_at``."""
        is_revoked = self.revoked_at is not None and self.revoked_at <= min(at, known_at)
        return self.given_at <= known_at and self.starts_at <= at < self.ends_at and not is_revoked


class GrantKind(Base):
    """A kind of data that a grant covers: one of those applied for."""

    __tablename__ = "grant_kinds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["application_id", "kind_id"], ["application_kinds.application_id", "application_kinds.kind_id"]
        ),
        {"info": APPEND_ONLY},
    )

    grant_id: Mapped[int] = mapped_column(RowId, ForeignKey("grants.id"), primary_key=True)
    kind_id: Mapped[int] = mapped_column(RowId, ForeignKey("data_kinds.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(RowId)
