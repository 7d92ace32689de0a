"""Organisations, and what their machines show instead of a sign-in."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.enums import OrganisationKind
from foundations.database.base import Base
from foundations.database.columns import RowId, digest, instant, maybe_instant, row_id, short_text

SLUG_LENGTH = 60


class Organisation(Base):
    """A bureau, company or association. People act for it as its officers, by a role granted over it."""

    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[row_id]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    kind: Mapped[OrganisationKind] = mapped_column(String(20))
    name_ja: Mapped[short_text]
    name_en: Mapped[short_text]
    address_ja: Mapped[short_text] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    registered_at: Mapped[instant]
    left_at: Mapped[maybe_instant]

    @property
    def is_member(self) -> bool:
        """Whether it still belongs to the platform."""
        return self.left_at is None


class ApiCredential(Base):
    """A bearer token of an organisation. It is shown once; only its digest is kept."""

    __tablename__ = "api_credentials"
    __table_args__ = (
        UniqueConstraint("token_digest"),
        Index(None, "organisation_id"),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
    )

    id: Mapped[row_id]
    organisation_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    label: Mapped[short_text]
    token_digest: Mapped[digest]
    created_at: Mapped[instant]
    created_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    expires_at: Mapped[instant]
    revoked_at: Mapped[maybe_instant]

    organisation: Mapped[Organisation] = relationship()

    def is_good(self, at: dt.datetime) -> bool:
        """Tell whether it opens anything at ``at``."""
        return self.revoked_at is None and at < self.expires_at and self.organisation.is_member

    def revoke(self, *, at: dt.datetime) -> None:
        """Make it worthless from the next request on; the first revocation counts."""
        self.revoked_at = self.revoked_at or at
