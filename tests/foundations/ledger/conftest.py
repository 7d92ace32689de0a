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
from foundations.ledger.recording import record
from foundations.ledger.signing_keys import Signer, signer_for
from foundations.settings import Settings

AT = dt.datetime(2026, 11, 22, 16, 6, tzinfo=dt.UTC)

Recorder = Callable[[int], list[str]]


@pytest.fixture
def signer(settings: Settings, tmp_path: Path) -> Signer:
    """A signer that remembers nothing of other tests' ledgers."""
    return signer_for(replace(settings, data_dir=tmp_path, base_url="https://yoriai.example"))


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
