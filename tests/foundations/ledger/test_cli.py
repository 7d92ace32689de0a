"""The commands: what they print, and the exit code that a watchman looks at."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, update

from foundations.database.session import db
from foundations.ledger.checkpoints import newest_checkpoint
from foundations.ledger.cli import ledger_commands
from foundations.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerHead, LedgerPayload
from foundations.ledger.recording import record
from tests.foundations.ledger.conftest import AT, Recorder


def run(app: Flask, *arguments: str | Path) -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(ledger_commands, [str(argument) for argument in arguments])


def test_verify_says_that_everything_fits(recorded: Recorder, own_keys: Flask) -> None:
    recorded(3)

    result = run(own_keys, "verify")

    assert result.exit_code == 0
    assert result.output.startswith("3 entries: 3 opened, 0 without payload\n")
    assert result.output.endswith("Everything fits.\n")


def test_verify_ends_with_one_and_the_findings(recorded: Recorder, own_keys: Flask) -> None:
    recorded(60)
    db.session.execute(update(LedgerPayload).values(subject="number:0"))

    result = run(own_keys, "verify")

    assert result.exit_code == 1
    assert "  envelope-differs: entry 1\n" in result.output
    assert result.output.endswith("  and 9 more\n59 findings.\n")


def test_verify_finds_a_rewritten_history_by_a_kept_checkpoint(
    recorded: Recorder, own_keys: Flask, tmp_path: Path
) -> None:
    recorded(3)
    run(own_keys, "export", tmp_path / "export")
    (tmp_path / "keys" / "ledger-last-checkpoint").unlink()
    for table in (LedgerCheckpoint, LedgerPayload, LedgerEntry, LedgerHead):
        db.session.execute(delete(table))
    recorded(3)

    unaware = run(own_keys, "verify")
    aware = run(own_keys, "verify", "--checkpoint", tmp_path / "export" / "checkpoint")

    assert unaware.exit_code == 0
    assert aware.exit_code == 1
    assert "history-rewritten: checkpoint 3" in aware.output


def test_verify_refuses_a_forged_kept_checkpoint(recorded: Recorder, own_keys: Flask, tmp_path: Path) -> None:
    recorded(3)
    run(own_keys, "export", tmp_path / "export")
    kept = tmp_path / "export" / "checkpoint"
    kept.write_text(kept.read_text(encoding="utf-8").replace("\n3\n", "\n2\n"), encoding="utf-8")

    result = run(own_keys, "verify", "--checkpoint", kept)

    assert result.exit_code == 1
    assert "forged" in result.output


def test_export_signs_the_newest_head_and_opens_public_kinds(
    recorded: Recorder, own_keys: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(own_keys.config, "LEDGER_PUBLIC_KINDS", frozenset({"rule.adopted"}))
    recorded(3)
    record("rule.adopted", {}, subject=None, at=AT)

    result = run(own_keys, "export", tmp_path / "export")

    assert result.exit_code == 0
    assert result.output.startswith(f"4 entries written to {tmp_path / 'export'}.")
    assert len((tmp_path / "export" / "opened.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    newest = newest_checkpoint()
    assert newest is not None
    assert newest.size == 4


@pytest.mark.parametrize("count", [0, 1])
def test_export_refuses_in_one_sentence(recorded: Recorder, own_keys: Flask, tmp_path: Path, count: int) -> None:
    recorded(count)
    (tmp_path / "in-use").mkdir()
    (tmp_path / "in-use" / "file").touch()

    result = run(own_keys, "export", tmp_path / "in-use")

    assert result.exit_code == 1
    assert result.output in {
        "Error: The ledger is empty: there is nothing to export.\n",
        f"Error: {tmp_path / 'in-use'} is not empty. Name a new folder.\n",
    }


def test_export_refuses_a_rewritten_history(recorded: Recorder, own_keys: Flask, tmp_path: Path) -> None:
    recorded(3)
    run(own_keys, "export", tmp_path / "first")
    db.session.execute(update(LedgerEntry).where(LedgerEntry.leaf_index == 0).values(commitment=bytes(32)))
    recorded(1)

    result = run(own_keys, "export", tmp_path / "second")

    assert result.exit_code == 1
    assert "Nothing was signed or written" in result.output
    assert not (tmp_path / "second").exists()
