"""What takes minutes to show: R-45 over the database file, byte by byte, and R-47 over a million keys."""

import random
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from foundations.database.base import Base
from foundations.database.engines import apply_rules, engine_options
from foundations.database.session import db, init_database
from foundations.database.transactions import mode
from foundations.ledger import models
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.erasing import erase_payloads
from foundations.ledger.recording import new_key
from foundations.ledger.signing_keys import Signer
from foundations.ledger.verification import examine
from tests.foundations.ledger.conftest import AT, LATER, record_and_commit

pytestmark = pytest.mark.trust
FLIPS = 10_000
TABLES = [
    Base.metadata.tables[model.__tablename__]
    for model in (
        models.LedgerEntry,
        models.LedgerPayload,
        models.LedgerSubtree,
        models.LedgerHead,
        models.LedgerCheckpoint,
    )
]
Contents = list[list[tuple[object, ...]]]


@pytest.fixture
def database_file(tmp_path: Path, signer: Signer) -> Path:
    """A database with a small ledger and nothing else, closed."""
    path = tmp_path / "ledger.sqlite3"
    app = Flask("ledger")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    init_database(app)
    with app.app_context():
        Base.metadata.create_all(db.engine, tables=TABLES)
        keys = record_and_commit(30)
        publish_checkpoint(signer, at=AT)
        erase_payloads(keys[3:5], ground="APPI article 35", at=LATER)
        db.session.commit()
        publish_checkpoint(signer, at=LATER)
        record_and_commit(3)
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return path


def looked_at(path: Path, signer: Signer) -> tuple[bool, Contents]:
    """Verify a database file and read it; (False, nothing) if it cannot be opened at all."""
    url = f"sqlite:///{path}"
    options = {name: value for name, value in engine_options(url).items() if not name.startswith(("pool", "max"))}
    engine = create_engine(url, **options, poolclass=NullPool)
    apply_rules(engine)
    last = signer.last_signed()
    try:
        with mode("read"), engine.connect() as connection:
            result = examine(connection, verifier_key=signer.key.verifier_key, kept=[last] if last else [])
            contents = [[tuple(row) for row in connection.execute(select(table))] for table in TABLES]
    except (SQLAlchemyError, ValueError, TypeError):
        return False, []
    return result.is_sound, contents


def test_every_bit_that_changes_the_record_is_found(database_file: Path, signer: Signer, tmp_path: Path) -> None:
    seed = random.randrange(2**32)  # pytest-randomly has seeded this and prints how to repeat it
    choice = random.Random(seed)
    true = database_file.read_bytes()
    is_sound, contents = looked_at(database_file, signer)
    assert is_sound
    damaged, found = tmp_path / "damaged.sqlite3", 0
    for _ in range(FLIPS):
        bit = choice.randrange(len(true) * 8)
        changed = bytearray(true)
        changed[bit // 8] ^= 1 << bit % 8
        for leftover in tmp_path.glob("damaged.sqlite3*"):
            leftover.unlink()
        damaged.write_bytes(changed)

        is_sound, seen = looked_at(damaged, signer)

        assert not is_sound or seen == contents, f"bit {bit} of seed {seed}"
        found += not is_sound
    # The rest lies in unused room of the file's pages and changed nothing that is recorded.
    assert found > FLIPS // 20


def test_a_million_receipts_differ() -> None:
    assert len({new_key() for _ in range(1_000_000)}) == 1_000_000
