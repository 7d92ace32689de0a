"""Exported ledgers as an outsider meets them: files, and the verifier run by itself."""

import json
import subprocess
import sys
from pathlib import Path

from foundations.settings import ROOT

VERIFIER = ROOT / "docs" / "verify" / "verify_ledger.py"
SIZE = 262
"""Entries in the export that the fixture ``folder`` gives."""


def run_verifier(*arguments: str | Path) -> tuple[int, str]:
    """Run the verifier; give its exit code and last line."""
    command = [sys.executable, "-I", VERIFIER, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()[-1]


def opened(folder: Path) -> list[dict[str, object]]:
    """Return the opened entries of an export."""
    return [json.loads(line) for line in (folder / "opened.jsonl").read_text(encoding="utf-8").splitlines()]
