"""Purposes with their versions, and the notice of each version in every language."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consent.enums import ChangeKind, LegalGround, NoticeLanguage, StopCategory
from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, digest, instant, long_text, maybe_instant, row_id, short_text

if TYPE_CHECKING:
    from accounts.models import Organisation

SLUG_LENGTH = 60
CATEGORY_LENGTH = 40


class DataKind(Base):
    """A kind of data that persons can be asked for: where they went, how old they are."""

    __tablename__ = "data_kinds"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[row_id]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]
    description_ja: Mapped[long_text]
    description_en: Mapped[long_text]


class Purpose(Base):
    """What data may be used for. What it says stands in its versions."""

    __tablename__ = "purposes"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[row_id]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    begun_at: Mapped[instant]
    retired_at: Mapped[maybe_instant]

    versions: Mapped[list["PurposeVersion"]] = relationship(
        back_populates="purpose", order_by="PurposeVersion.number", lazy="raise"
    )

    def is_retired(self, at: dt.datetime) -> bool:
        """Tell whether nobody can agree to it any more at ``at``, nor any consent to it counts."""
        return self.retired_at is not None and self.retired_at <= at


class PurposeVersion(Base):
    """One wording of a purpose: who may use what, how, for how long, and on what ground."""

    __tablename__ = "purpose_versions"
    __table_args__ = (
        UniqueConstraint("purpose_id", "number"),
        UniqueConstraint("id", "purpose_id"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        CheckConstraint("lasts_days >= 1", name="lasts_a_day_at_least"),
        CheckConstraint("ground_until IS NULL OR ground_until > ground_from", name="ground_is_forward"),
        CheckConstraint("in_force_from >= published_at", name="published_before_in_force"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    purpose_id: Mapped[int] = mapped_column(RowId, ForeignKey("purposes.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    change: Mapped[ChangeKind] = mapped_column(String(20))
    title_ja: Mapped[short_text]
    title_en: Mapped[short_text]
    description_ja: Mapped[long_text]
    description_en: Mapped[long_text]
    dpv_term: Mapped[str] = mapped_column(String(100))
    holder_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    storage_ja: Mapped[short_text]
    storage_en: Mapped[short_text]
    retention_ja: Mapped[short_text]
    retention_en: Mapped[short_text]
    jurisdiction: Mapped[str] = mapped_column(String(20))
    ground: Mapped[LegalGround] = mapped_column(String(20))
    ground_reference_ja: Mapped[short_text]
    ground_reference_en: Mapped[short_text]
    ground_from: Mapped[instant]
    ground_until: Mapped[maybe_instant]
    overrides_stop_use: Mapped[bool]
    lasts_days: Mapped[int] = mapped_column(SmallInteger)
    published_at: Mapped[instant]
    in_force_from: Mapped[instant]

    purpose: Mapped[Purpose] = relationship(back_populates="versions", lazy="raise")
    holder: Mapped["Organisation"] = relationship(lazy="raise")
    kinds: Mapped[list[DataKind]] = relationship(
        secondary="purpose_kinds", order_by="PurposeKind.position", viewonly=True, lazy="raise"
    )
    recipients: Mapped[list["Organisation"]] = relationship(
        secondary="purpose_recipients", order_by="Organisation.id", viewonly=True, lazy="raise"
    )
    stops: Mapped[list["PurposeStop"]] = relationship(order_by="PurposeStop.category", viewonly=True, lazy="raise")
    notices: Mapped[list["Notice"]] = relationship(back_populates="version", order_by="Notice.id", lazy="raise")

    @property
    def lasts(self) -> dt.timedelta:
        """How long a consent to it counts."""
        return dt.timedelta(days=self.lasts_days)

    def has_ground(self, at: dt.datetime) -> bool:
        """Tell whether its legal ground holds at ``at``."""
        return self.ground_from <= at and (self.ground_until is None or at < self.ground_until)

    def notice_in(self, language: str) -> "Notice":
        """Return the notice in ``language``, in Japanese if there is none."""
        by_language = {notice.language: notice for notice in self.notices}
        return by_language.get(NoticeLanguage(language), by_language[NoticeLanguage.JAPANESE])


class PurposeKind(Base):
    """A kind of data that a version asks for."""

    __tablename__ = "purpose_kinds"
    __table_args__ = (Index(None, "kind_id"), {"info": APPEND_ONLY})

    version_id: Mapped[int] = mapped_column(RowId, ForeignKey("purpose_versions.id"), primary_key=True)
    kind_id: Mapped[int] = mapped_column(RowId, ForeignKey("data_kinds.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)


class PurposeRecipient(Base):
    """An organisation that a version names as a recipient."""

    __tablename__ = "purpose_recipients"
    __table_args__ = (Index(None, "organisation_id"), {"info": APPEND_ONLY})

    version_id: Mapped[int] = mapped_column(RowId, ForeignKey("purpose_versions.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"), primary_key=True)


class PurposeStop(Base):
    """A category of stop-use that a version falls under."""

    __tablename__ = "purpose_stops"
    __table_args__ = ({"info": APPEND_ONLY},)

    version_id: Mapped[int] = mapped_column(RowId, ForeignKey("purpose_versions.id"), primary_key=True)
    category: Mapped[StopCategory] = mapped_column(String(CATEGORY_LENGTH), primary_key=True)


class Notice(Base):
    """The text that people are shown before they decide, with the hash of exactly these characters in UTF-8."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("version_id", "language"),
        UniqueConstraint("id", "version_id"),
        {"info": APPEND_ONLY},
    )

    id: Mapped[row_id]
    version_id: Mapped[int] = mapped_column(RowId, ForeignKey("purpose_versions.id"))
    language: Mapped[NoticeLanguage] = mapped_column(String(10))
    text: Mapped[long_text]
    digest: Mapped[digest]

    version: Mapped[PurposeVersion] = relationship(back_populates="notices", lazy="raise")
