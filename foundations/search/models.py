"""The outbox of search: which records changed since the index was last brought up to date."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from foundations.database.base import Base
from foundations.database.columns import instant, row_id

LONGEST_KIND = 40
LONGEST_KEY = 80


class SearchChange(Base):
    """A record that was made, changed, hidden or erased. What it is now, its feature tells when asked.

    Without an operation on purpose: two changes may be committed in another order than
    they were numbered, and only the record's present state is always right.
    """

    __tablename__ = "search_changes"
    # A number is never given twice: a change noted while others are being done must not bear theirs.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[row_id]
    kind: Mapped[str] = mapped_column(String(LONGEST_KIND))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    queued_at: Mapped[instant]
