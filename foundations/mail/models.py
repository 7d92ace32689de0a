"""The outbox."""

import datetime as dt

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundations.database.base import Base
from foundations.database.columns import instant, long_text, maybe_instant, row_id
from foundations.refusal import Refusal
from foundations.words import N_

LONGEST_KEY = 200
GIVEN_UP_AFTER = dt.timedelta(days=3)


class MailMovedOn(Refusal):
    """Another operator has seen to the mail."""

    message = N_("Somebody else has seen to this mail since you opened the page. Nothing was changed.")


class OutgoingMail(Base):
    """A mail to one person. Its key is unique for good, also after the mail has been emptied."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (UniqueConstraint("unique_key"),)

    id: Mapped[row_id]
    unique_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    recipient: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[long_text]
    """Erased as soon as it has been sent; in demonstration mode it is kept to be read."""
    message_id: Mapped[str] = mapped_column(String(320))
    """The same for every attempt, so that the receiving side can drop a doubled mail."""
    queued_at: Mapped[instant]
    not_before: Mapped[instant]
    """When it may be claimed: at once, after a claim has run out, after a failure's pause."""
    tried_until: Mapped[instant]
    """A failure after this gives it up."""
    claimed_by: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(default=0)
    attempted_at: Mapped[maybe_instant]
    sent_at: Mapped[maybe_instant]
    given_up_at: Mapped[maybe_instant]
    let_go_at: Mapped[maybe_instant]
    """When an operator noted that it will not arrive."""
    last_error: Mapped[str | None] = mapped_column(String(200))
    """What kind of error; never the server's words, which repeat the address."""
    erased_at: Mapped[maybe_instant]

    def claim(self, *, by: str, at: dt.datetime, until: dt.datetime) -> None:
        """Give it to ``by`` for one attempt."""
        self.claimed_by = by
        self.attempts += 1
        self.attempted_at = at
        self.not_before = until

    def try_again(self, *, at: dt.datetime) -> None:
        """Let it wait to be sent like a new one.

        Raises:
            MailMovedOn: if it does not wait for an operator any more.
        """
        self._require_given_up()
        self.given_up_at = None
        self.not_before, self.tried_until = at, at + GIVEN_UP_AFTER

    def let_go(self, *, at: dt.datetime) -> None:
        """Note that it will not arrive.

        Raises:
            MailMovedOn: if it does not wait for an operator any more.
        """
        self._require_given_up()
        self.let_go_at = at

    def _require_given_up(self) -> None:
        if self.given_up_at is None or self.let_go_at is not None:
            raise MailMovedOn


# What waits is few; what was sent is kept for a month and more.
Index(
    "ix_outgoing_mails_waiting",
    OutgoingMail.not_before,
    sqlite_where=OutgoingMail.sent_at.is_(None) & OutgoingMail.given_up_at.is_(None),
    postgresql_where=OutgoingMail.sent_at.is_(None) & OutgoingMail.given_up_at.is_(None),
)
