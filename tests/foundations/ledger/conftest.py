"""A ledger with some entries, and a key of the test's own to sign it."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from foundations.database.base import Base
from foundations.database.session import db, init_database
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.erasing import erase_payloads
from foundations.ledger.export import export_ledger
from foundations.ledger.findings import Fault, Verification
from foundations.ledger.receipts import receipt_for
from foundations.ledger.recording import record
from foundations.ledger.signing_keys import Signer, signer_in
from foundations.ledger.verification import examine, verify_ledger
from foundations.settings import Settings

AT = dt.datetime(2026, 11, 22, 16, 6, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=1)

NAME = "yoriai.example/ledger"

Recorder = Callable[[int], list[str]]


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """A signer that remembers nothing of other tests' ledgers."""
    return signer_in(tmp_path / "keys", NAME)


@pytest.fixture
def own_keys(app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with a key of this test's own, which has signed nothing yet."""
    own = replace(settings, data_dir=tmp_path, base_url="https://yoriai.example")
    monkeypatch.setitem(app.extensions, "yoriai_settings", own)
    return app


@pytest.fixture
def recorded(database: Flask) -> Recorder:
    """Record and commit a number of entries; gives their keys."""
    return record_and_commit


def record_and_commit(count: int) -> list[str]:
    """Record and commit ``count`` entries; return their keys."""
    keys = [record("test.counted", {"number": number}, subject=f"number:{number}", at=AT) for number in range(count)]
    db.session.commit()
    return keys


@contextmanager
def statements_sent() -> Iterator[list[str]]:
    """Collect what is sent to the database, but for the engine's own rules."""
    sent: list[str] = []

    def collect(*call: Any) -> None:
        if not call[2].startswith(("PRAGMA", "BEGIN")):
            sent.append(call[2])

    event.listen(db.engine, "before_cursor_execute", collect)
    yield sent
    event.remove(db.engine, "before_cursor_execute", collect)


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of 262 entries, two of them open, beside the key, an older checkpoint and two receipts.

    Made once, in a database of its own: those who work on it get a copy.
    """
    place = tmp_path_factory.mktemp("export")
    app = Flask("export")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{place / 'export.sqlite3'}"
    init_database(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        fill_export(place, signer_in(place / "keys", NAME))
        db.session.remove()
        db.engine.dispose()
    return place


def fill_export(place: Path, signer: Signer) -> None:
    """Record, sign, erase, sign again, and write everything that an outsider gets."""
    record_and_commit(200)
    older = publish_checkpoint(signer, at=AT)
    db.session.commit()
    assert older is not None
    (place / "older").write_text(older.note, encoding="utf-8")
    record("rule.adopted", {"title": "混雑緩和 “規則”"}, subject="rule:1", at=LATER)
    keys = record_and_commit(59)
    record("rule.adopted", {"title": "Second"}, subject=None, at=LATER)
    erase_payloads(keys[:1], ground="APPI article 35", at=LATER)
    db.session.commit()
    publish_checkpoint(signer, at=LATER)
    db.session.commit()
    (place / "key").write_text(f"{signer.verifier_key}\n", encoding="utf-8")
    for number, key in enumerate((keys[0], keys[-1])):
        receipt = receipt_for(key)
        assert receipt is not None
        (place / f"receipt-{number}").write_text(str(receipt.as_proof_file), encoding="utf-8")
    export_ledger(place / "export", public_kinds=["rule.adopted"])


@pytest.fixture
def folder(export: Path, tmp_path: Path) -> Path:
    """A copy of the export, with what lies beside it."""
    shutil.copytree(export, tmp_path, dirs_exist_ok=True)
    return tmp_path / "export"


@pytest.fixture
def ledger(recorded: Recorder, signer: Signer) -> Signer:
    """A ledger with two checkpoints, a subtree, an erasure and entries after the last checkpoint."""
    keys = recorded(100)
    publish_checkpoint(signer, at=AT)
    recorded(160)
    erase_payloads(keys[5:7], ground="APPI article 35", at=AT)
    db.session.commit()
    publish_checkpoint(signer, at=LATER)
    recorded(3)
    return signer


def verify(signer: Signer) -> Verification:
    """Check what is committed, as the command does."""
    db.session.commit()
    last = signer.last_signed()
    return verify_ledger(verifier_key=signer.key.verifier_key, kept=[last] if last else [])


def faults(signer: Signer) -> set[Fault]:
    """Check what the running transaction has made of the tables."""
    db.session.flush()
    last = signer.last_signed()
    result = examine(db.session.connection(), verifier_key=signer.key.verifier_key, kept=[last] if last else [])
    return {finding.fault for finding in result.findings}
