"""What an entry says, for whom it is about: text and salt, which together open the public commitment."""

from base64 import b64encode

from sqlalchemy import select

from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload


def opening_of(key: str) -> dict[str, str] | None:
    """Return text, salt and commitment of the entry with this key; None if there is none, or it was erased.

    Whoever calls this has made sure that the reader may know: the key alone is no permission.
    """
    row = db.session.execute(
        select(LedgerPayload.text, LedgerPayload.salt, LedgerEntry.commitment)
        .join(LedgerEntry, LedgerEntry.leaf_index == LedgerPayload.leaf_index)
        .where(LedgerEntry.key == key)
    ).one_or_none()
    if row is None:
        return None
    return {
        "text": row.text,
        "salt": b64encode(row.salt).decode(),
        "commitment": b64encode(row.commitment).decode(),
    }
