"""Who may import whom: the contracts of import-linter hold, and each is seen to break."""

import os
import subprocess
import sys
import tomllib
from typing import Any

import pytest

from tests.house_rules.checkout import ROOT, committed_files, plant
from tests.house_rules.test_files import features

CONFIGURATION: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
CONTRACTS = {contract["id"]: contract for contract in CONFIGURATION["contracts"]}


PLANTED = {
    "layers": ("accounts/queries.py", "import contest.enums\n"),
    "foundations": ("foundations/web/planted.py", "import foundations.ledger\n"),
    "files": ("contest/scoring.py", "import contest.enums\n"),
    "pure": ("contest/methods/planted.py", "import foundations.database.clock\n"),
    "no-request": ("accounts/policies.py", "from flask import request\n"),
    "one-importer": ("foundations/text_analysis/planted.py", "import whoosh.analysis\n"),
    "own-files": ("front_door/views.py", "import accounts.views\n"),
}


def test_rooms_are_all_known_to_the_linter() -> None:
    rooms = features(ROOT) | {"foundations"}

    assert set(CONFIGURATION["root_packages"]) == rooms
    assert set(CONTRACTS["files"]["containers"]) == rooms - {"foundations"}
    assert set(CONTRACTS["one-importer"]["source_modules"]) == rooms


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the project in which every contract is broken once."""
    copy = tmp_path_factory.mktemp("copy")
    for path in committed_files():
        if path.suffix == ".py" or path.name == "pyproject.toml":
            plant(copy, str(path), (ROOT / path).read_text(encoding="utf-8"))
    for name, line in PLANTED.values():
        before = (copy / name).read_text(encoding="utf-8") if (copy / name).exists() else '"""Planted."""\n'
        plant(copy, name, before + line)
    program = "from importlinter.cli import lint_imports_command as main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=copy,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_contracts_are_each_broken_once() -> None:
    assert PLANTED.keys() == CONTRACTS.keys()


@pytest.mark.parametrize("contract", PLANTED)
def test_contract_breaks_when_violated(report: str, contract: str) -> None:
    module = PLANTED[contract][0].removesuffix(".py").replace("/", ".")
    title = CONTRACTS[contract]["name"]
    findings = report.partition("Broken contracts")[2].partition(title)[2].partition("\n---")[2].partition("\n---")[0]

    assert f"{title} BROKEN" in report
    assert module in findings
