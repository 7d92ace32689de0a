"""pip's real failures, each told in one sentence."""

import hashlib
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest

NOTHING_LISTENS_HERE = "http://127.0.0.1:9/simple"


@pytest.fixture
def offline(do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``do`` with this test run's own pip, which knows no registry but the folder ``wheels``."""
    monkeypatch.setattr(do, "PYTHON", sys.executable)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    (tmp_path / "wheels").mkdir()
    return do


def make_wheel(folder: Path, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write the smallest package there is, with ``more`` files; return its hash."""
    path = folder / "chiisai-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("chiisai.py", "")
        wheel.writestr("chiisai-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: chiisai\nVersion: 1.0\n")
        wheel.writestr("chiisai-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("chiisai-1.0.dist-info/RECORD", "")
        for name, content in more.items():
            wheel.writestr(name, content)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_lock(folder: Path, digest: str) -> Path:
    lock = folder / "one.lock"
    lock.write_text(f"chiisai==1.0 \\\n    --hash=sha256:{digest}\n")
    return lock


def test_package_is_installed_by_its_hash(offline: ModuleType, tmp_path: Path) -> None:
    lock = write_lock(tmp_path, make_wheel(tmp_path / "wheels"))

    offline.pip_install(lock, "--target", str(tmp_path / "site"))

    assert (tmp_path / "site" / "chiisai.py").is_file()


def test_package_with_another_hash_is_refused(offline: ModuleType, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")

    with pytest.raises(offline.Stop, match=r"^A package from the registry is not the one that was locked"):
        offline.pip_install(write_lock(tmp_path, "0" * 64), "--target", str(tmp_path / "site"))

    assert not (tmp_path / "site" / "chiisai.py").exists()


def test_package_without_a_hash_is_refused(offline: ModuleType, tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels")
    (tmp_path / "one.lock").write_text("chiisai==1.0\n")

    with pytest.raises(offline.Stop, match=r"^The packages could not be installed; pip says: .*--hash=sha256"):
        offline.pip_install(tmp_path / "one.lock", "--target", str(tmp_path / "site"))

    assert not (tmp_path / "site" / "chiisai.py").exists()


def test_package_without_a_wheel_is_named(offline: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(offline.Stop, match=r"^The registry has no ready-made package chiisai==1.0 for this machine"):
        offline.pip_install(write_lock(tmp_path, "0" * 64), "--target", str(tmp_path / "site"))


def test_registry_out_of_reach_is_told_apart(
    offline: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "0")
    monkeypatch.setenv("PIP_INDEX_URL", NOTHING_LISTENS_HERE)
    monkeypatch.setenv("PIP_RETRIES", "1")

    with pytest.raises(offline.Stop, match=r"^No package registry could be reached: check the network"):
        offline.pip_install(write_lock(tmp_path, "0" * 64), "--target", str(tmp_path / "site"))


def test_full_disk_is_told_apart(do: ModuleType) -> None:
    output = (
        "Collecting flask\nERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"
    )

    assert do.explain_pip(output) == "The disk is full: make room and start again."


def test_htmx_is_fetched_though_an_earlier_attempt_was_killed(offline: ModuleType, tmp_path: Path) -> None:
    digest = make_wheel(tmp_path / "wheels", {"chiisai/static/htmx-2.min.js": "var htmx;"})
    write_lock(tmp_path, digest).rename(tmp_path / "client.lock")
    (tmp_path / ".tools" / "htmx").mkdir()
    (tmp_path / ".tools" / "htmx" / "half-1.0-py3-none-any.whl").write_text("half a")

    offline.fetch_htmx()

    assert (tmp_path / "static" / "vendor" / "htmx-2.min.js").read_text() == "var htmx;"
    assert not (tmp_path / ".tools" / "htmx").exists()


def test_other_failures_end_with_what_pip_said(do: ModuleType) -> None:
    assert do.explain_pip("Collecting flask\nERROR: something new\n\n") == (
        "The packages could not be installed; pip says: ERROR: something new"
    )
