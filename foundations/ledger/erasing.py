"""Erasing what an entry says, by law or at a person's wish, so that the tree still verifies.

Text and salt go; the commitment stays and tells nothing. That something was erased,
and on what ground, is an entry of its own: a payload that is missing without one was
not erased but taken away, and verification says so.
"""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, select

from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload
from foundations.ledger.recording import record

ERASURE = "ledger.payload_erased"


class NotErasable(LookupError):
    """An entry whose payload is not there to be erased, or that itself records an erasure."""


def erase_payloads(keys: Collection[str], *, ground: str, at: dt.datetime) -> str:
    """Erase the payloads of the entries with these keys; return the key of the entry that says so.

    ``ground`` is why it was lawful, in words that name nobody (``APPI article 35``).

    Raises:
        NotErasable: if any of them is not in the tree, already erased, or an erasure.
    """
    found = db.session.execute(
        select(LedgerEntry.leaf_index, LedgerEntry.key)
        .join(LedgerPayload, LedgerPayload.leaf_index == LedgerEntry.leaf_index)
        .where(LedgerEntry.key.in_(keys), LedgerPayload.kind != ERASURE)
        .order_by(LedgerEntry.leaf_index)
    ).all()
    if not found or len(found) != len(set(keys)):
        message = f"{len(found)} of {len(set(keys))} entries can be erased; nothing was"
        raise NotErasable(message)
    db.session.execute(delete(LedgerPayload).where(LedgerPayload.leaf_index.in_(row.leaf_index for row in found)))
    erased = [{"index": row.leaf_index, "key": row.key} for row in found]
    return record(ERASURE, {"erased": erased, "ground": ground}, subject=None, at=at)
