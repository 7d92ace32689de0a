"""Every bit of every column, changed as someone with the database's file could."""

import random
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, Table, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from foundations.database.base import Base
from foundations.database.session import db
from foundations.ledger.findings import Fault
from foundations.ledger.models import LedgerPayload
from foundations.ledger.signing_keys import Signer
from tests.foundations.ledger.conftest import faults

LEDGER_TABLES = [
    Base.metadata.tables[f"ledger_{name}"] for name in ("entry", "payload", "subtree", "head", "checkpoint")
]


def flip_a_bit(column: Column[Any], value: Any, seed: random.Random) -> Any:
    """Return ``value`` with one bit changed, still of the column's type."""
    if isinstance(value, int):
        return value ^ (1 << seed.randrange(20))
    if isinstance(column.type, LargeBinary):
        flipped = bytearray(value)
        flipped[seed.randrange(len(flipped))] ^= 1 << seed.randrange(8)
        return bytes(flipped)
    place = seed.randrange(len(value))
    return value[:place] + chr(ord(value[place]) ^ 1 << seed.randrange(5)) + value[place + 1 :]


def tamper(table: Table, column: Column[Any], seed: random.Random) -> bool:
    """Flip one bit in one row; tell whether no rule of the schema stopped it."""
    row = seed.choice(db.session.execute(select(table).where(column.is_not(None))).mappings().all())
    this_row = [key == row[key.name] for key in table.primary_key.columns]
    flipped = flip_a_bit(column, row[column.name], seed)
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA defer_foreign_keys=ON"))  # someone with the file is not held by them
    try:
        db.session.execute(update(table).where(*this_row).values({column.name: flipped}))
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in LEDGER_TABLES for column in table.columns], ids=str
)
def test_a_flipped_bit_in_any_column_is_found(ledger: Signer, table: Table, column: Column[Any]) -> None:
    seed = random.Random(f"{table}.{column}")
    for _ in range(5):
        assert not tamper(table, column, seed) or faults(ledger)
        db.session.rollback()


def test_a_payload_of_no_entry_is_refused_or_found(ledger: Signer) -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA defer_foreign_keys=ON"))
    stray = insert(LedgerPayload).values(leaf_index=999, kind="k", subject=None, salt=bytes(32), text="{}")
    try:
        db.session.execute(stray)
    except IntegrityError:
        return

    assert Fault.PAYLOAD_STRAY in faults(ledger)
