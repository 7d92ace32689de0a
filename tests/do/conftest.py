"""``do`` as a module: it has no ``.py`` in its name, so it is loaded by hand."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.house_rules.checkout import ROOT


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, working in an empty folder instead of the checkout, unless a test puts it back."""
    loader = SourceFileLoader("do_script", str(ROOT / "do"))
    specification = importlib.util.spec_from_loader("do_script", loader)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "TOOLS", tmp_path / ".tools")
    (tmp_path / ".tools").mkdir()
    return module
