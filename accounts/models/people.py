"""People, sign-ins, role grants and one-time codes."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.enums import AttemptKind, CodePurpose, Role
from foundations.database.base import Base
from foundations.database.columns import RowId, digest, instant, maybe_instant, row_id, short_text

IDLE_LIMIT_ON_DUTY = dt.timedelta(minutes=30)
ABSOLUTE_LIMIT = dt.timedelta(hours=12)
CODE_LASTS = dt.timedelta(minutes=60)


class Person(Base):
    """A person with an account. ``name`` is what others see: a pen name if they like."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("address_key"), UniqueConstraint("persona"))

    id: Mapped[row_id]
    name: Mapped[short_text]
    address: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10), default="ja")
    persona: Mapped[str | None] = mapped_column(String(40))
    joined_at: Mapped[instant]
    confirmed_at: Mapped[maybe_instant]
    suspended_at: Mapped[maybe_instant]

    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="person", foreign_keys="RoleGrant.person_id")

    @property
    def is_confirmed(self) -> bool:
        """Whether the mail address is known to be the person's."""
        return self.confirmed_at is not None

    def confirm(self, *, at: dt.datetime) -> None:
        """Note that the address is the person's; the first proof counts."""
        self.confirmed_at = self.confirmed_at or at


class SignIn(Base):
    """One signed-in browser. The cookie holds a random token; only its digest is kept."""

    __tablename__ = "sign_ins"
    __table_args__ = (UniqueConstraint("token_digest"), Index(None, "person_id", "ended_at"))

    id: Mapped[row_id]
    token_digest: Mapped[digest]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    browser: Mapped[short_text]
    began_at: Mapped[instant]
    last_seen_at: Mapped[instant]
    reauthenticated_at: Mapped[instant]
    ended_at: Mapped[maybe_instant]

    person: Mapped[Person] = relationship()

    def end(self, *, at: dt.datetime) -> None:
        """Close the door; the first ending counts."""
        self.ended_at = self.ended_at or at


class RoleGrant(Base):
    """An office given to a person for a scope and a term ``[starts_at, ends_at)``."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="term_is_forward"),
        Index(None, "person_id", "starts_at"),
    )

    id: Mapped[row_id]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    role: Mapped[Role] = mapped_column(String(40))
    scope: Mapped[str] = mapped_column(String(80))
    starts_at: Mapped[instant]
    ends_at: Mapped[maybe_instant]
    granted_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("people.id"))
    granted_at: Mapped[instant]

    person: Mapped[Person] = relationship(back_populates="grants", foreign_keys=[person_id])


class OneTimeCode(Base):
    """A code sent by mail: accepted once, for one purpose, for one address, until it expires."""

    __tablename__ = "one_time_codes"
    __table_args__ = (UniqueConstraint("code_digest"), Index(None, "person_id", "purpose"))

    id: Mapped[row_id]
    code_digest: Mapped[digest]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    purpose: Mapped[CodePurpose] = mapped_column(String(40))
    address_key: Mapped[str] = mapped_column(String(254))
    sent_at: Mapped[instant]
    expires_at: Mapped[instant]
    used_at: Mapped[maybe_instant]


class Attempt(Base):
    """A try that counts against a limit, kept for the limit's window only.

    ``account_digest`` is that of the address as typed, whether or not it is anybody's.
    """

    __tablename__ = "attempts"
    __table_args__ = (Index(None, "kind", "client_address", "made_at"),)

    id: Mapped[row_id]
    kind: Mapped[AttemptKind] = mapped_column(String(20))
    account_digest: Mapped[digest]
    client_address: Mapped[str] = mapped_column(String(45))
    made_at: Mapped[instant]
