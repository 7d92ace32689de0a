"""A ledger with some entries, and a key of the test's own to sign it."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from foundations.database.session import db
from foundations.ledger.checkpoints import publish_checkpoint
from foundations.ledger.erasing import erase_payloads
from foundations.ledger.export import export_ledger
from foundations.ledger.recording import record
from foundations.ledger.signing_keys import Signer, signer_for
from foundations.settings import Settings

AT = dt.datetime(2026, 11, 22, 16, 6, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=1)

Recorder = Callable[[int], list[str]]


@pytest.fixture
def signer(settings: Settings, tmp_path: Path) -> Signer:
    """A signer that remembers nothing of other tests' ledgers."""
    return signer_for(replace(settings, data_dir=tmp_path, base_url="https://yoriai.example"))


@pytest.fixture
def own_keys(app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with a key of this test's own, which has signed nothing yet."""
    own = replace(settings, data_dir=tmp_path, base_url="https://yoriai.example")
    monkeypatch.setitem(app.extensions, "yoriai_settings", own)
    return app


@pytest.fixture
def recorded(database: Flask) -> Recorder:
    """Record and commit a number of entries; gives their keys."""

    def record_and_commit(count: int) -> list[str]:
        keys = [
            record("test.counted", {"number": number}, subject=f"number:{number}", at=AT) for number in range(count)
        ]
        db.session.commit()
        return keys

    return record_and_commit


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


@pytest.fixture
def folder(recorded: Recorder, signer: Signer, tmp_path: Path) -> Path:
    """An export of 262 entries, two of them open, with the key and an older checkpoint beside it."""
    recorded(200)
    older = publish_checkpoint(signer, at=AT)
    db.session.commit()
    assert older is not None
    (tmp_path / "older").write_text(older.note, encoding="utf-8")
    record("rule.adopted", {"title": "混雑緩和 “規則”"}, subject="rule:1", at=LATER)
    keys = recorded(59)
    record("rule.adopted", {"title": "Second"}, subject=None, at=LATER)
    erase_payloads(keys[:1], ground="APPI article 35", at=LATER)
    db.session.commit()
    publish_checkpoint(signer, at=LATER)
    db.session.commit()
    (tmp_path / "key").write_text(f"{signer.verifier_key}\n", encoding="utf-8")
    export_ledger(tmp_path / "export", public_kinds=["rule.adopted"])
    return tmp_path / "export"
