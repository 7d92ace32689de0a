"""Links to a person's own data: for one sign-in, once, for ten minutes."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundations.database.base import Base
from foundations.database.columns import RowId, digest, instant, maybe_instant, row_id

LINK_LASTS = dt.timedelta(minutes=10)


class ExportLink(Base):
    """A link to everything that is kept about a person. It is shown once; only its digest is kept."""

    __tablename__ = "export_links"
    __table_args__ = (
        UniqueConstraint("token_digest"),
        CheckConstraint("expires_at > made_at", name="expires_after_making"),
    )

    id: Mapped[row_id]
    token_digest: Mapped[digest]
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id"), index=True)
    sign_in_id: Mapped[int] = mapped_column(RowId, ForeignKey("sign_ins.id"))
    made_at: Mapped[instant]
    expires_at: Mapped[instant]
    used_at: Mapped[maybe_instant]

    def opens(self, *, sign_in_id: int | None, at: dt.datetime) -> bool:
        """Tell whether it still opens anything, in the browser in which it was made."""
        return self.used_at is None and at < self.expires_at and self.sign_in_id == sign_in_id
