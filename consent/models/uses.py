"""The record of uses: who used a person's data, or was refused it."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consent.models.purposes import SLUG_LENGTH
from foundations.database.append_only import APPEND_ONLY
from foundations.database.base import Base
from foundations.database.columns import RowId, instant, long_text, row_id, short_text
from foundations.ledger.models import KEY_LENGTH

if TYPE_CHECKING:
    from accounts.models import Organisation


class UseRecord(Base):
    """One decision on a use of one person's data.

    Dataset, purpose and ``kinds`` are names as they were asked for: also a refused request
    for something that does not exist is on the record. ``kinds`` is a list in one text,
    separated by spaces. ``rules`` and ``grant_reference`` are what the decision rested on.
    """

    __tablename__ = "use_records"
    __table_args__ = (Index(None, "person_id", "used_at", "id"), {"info": APPEND_ONLY})

    id: Mapped[row_id]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"))
    organisation_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisations.id"))
    dataset: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    purpose: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    kinds: Mapped[short_text]
    used_at: Mapped[instant]
    decision_key: Mapped[str] = mapped_column(String(KEY_LENGTH), index=True)
    is_permitted: Mapped[bool]
    rules: Mapped[short_text]
    grant_reference: Mapped[short_text]
    sentence_ja: Mapped[long_text]
    sentence_en: Mapped[long_text]

    organisation: Mapped["Organisation"] = relationship(lazy="raise")

    @property
    def kind_slugs(self) -> list[str]:
        """The kinds of data asked for, by name."""
        return self.kinds.split()
