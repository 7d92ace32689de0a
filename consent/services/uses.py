"""The record of uses, written by whoever decides; nobody writes it by hand, and nobody can change it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, insert

from consent.models import UseRecord
from foundations.database.session import db

_insert = insert(cast("Table", UseRecord.__table__))


@dataclass(frozen=True, slots=True)
class Use:
    """One decision on one person's data, as the record keeps it.

    ``decision_key`` is that of the decision's entry in the ledger; ``rules`` and
    ``grant_reference`` name what it rests on; the sentences say it to people.
    """

    person_id: int
    organisation_id: int
    dataset: str
    purpose: str
    kinds: tuple[str, ...]
    used_at: dt.datetime
    decision_key: str
    is_permitted: bool
    sentence_ja: str
    sentence_en: str
    rules: tuple[str, ...] = ()
    grant_reference: str = ""


def record_use(use: Use) -> None:
    """Write one decision into the person's record of uses."""
    record_uses([use])


def record_uses(uses: Iterable[Use]) -> None:
    """Write many decisions at once; the transaction is the caller's."""
    rows = [_row(use) for use in uses]
    if rows:
        db.session.execute(_insert, rows)


def _row(use: Use) -> dict[str, object]:
    return {
        "person_id": use.person_id,
        "organisation_id": use.organisation_id,
        "dataset": use.dataset,
        "purpose": use.purpose,
        "kinds": " ".join(use.kinds),
        "used_at": use.used_at,
        "decision_key": use.decision_key,
        "is_permitted": use.is_permitted,
        "rules": " ".join(use.rules),
        "grant_reference": use.grant_reference,
        "sentence_ja": use.sentence_ja,
        "sentence_en": use.sentence_en,
    }
