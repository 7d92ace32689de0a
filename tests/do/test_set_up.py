"""A set-up is whole or done again, only as often as needed, and one at a time."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from tests.house_rules.checkout import ROOT


@pytest.fixture
def made(do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A set-up of one part; the list grows each time the part is made."""
    (tmp_path / "one.lock").write_text("flask==3")
    times: list[str] = []
    part = do.Part("packages", [tmp_path / "one.lock"], tmp_path / "one.stamp", lambda: times.append("made"), 1)
    monkeypatch.setattr(do, "parts", lambda _purpose: [part])
    return times


def test_set_up_is_not_repeated(do: ModuleType, made: list[str]) -> None:
    do.set_up("run")
    do.set_up("run")

    assert made == ["made"]


def test_set_up_follows_its_lock(do: ModuleType, made: list[str], tmp_path: Path) -> None:
    do.set_up("run")
    (tmp_path / "one.lock").write_text("flask==4")
    do.set_up("run")

    assert made == ["made", "made"]


def test_set_up_broken_off_is_done_again(do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.lock").write_text("flask==3")
    (tmp_path / "one.stamp").write_text("from an earlier lock")
    attempts: list[str] = []

    def break_off_once() -> None:
        attempts.append("tried")
        if len(attempts) == 1:
            raise KeyboardInterrupt

    part = do.Part("packages", [tmp_path / "one.lock"], tmp_path / "one.stamp", break_off_once, 1)
    monkeypatch.setattr(do, "parts", lambda _purpose: [part])

    with pytest.raises(KeyboardInterrupt):
        do.set_up("run")
    assert not part.stamp.exists()
    do.set_up("run")

    assert attempts == ["tried", "tried"]
    assert part.is_current()


@pytest.mark.slow
def test_environment_half_made_is_made_anew(
    do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = tmp_path / ".venv"
    (environment / "lib").mkdir(parents=True)
    (environment / "lib" / "half-a-package").write_text("…")
    monkeypatch.setattr(do, "VENV", environment)
    installed: list[Path] = []
    monkeypatch.setattr(do, "pip_install", installed.append)

    do.make_environment()

    assert capsys.readouterr().err == "  an earlier environment is unfinished or out of date: it is made anew\n"
    assert not (environment / "lib" / "half-a-package").exists()
    assert (environment / "bin" / "python").exists()
    assert installed == [tmp_path / "requirements.lock"]


@pytest.mark.slow
def test_environment_behind_a_link_is_left_alone(
    do: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "somebodys").mkdir()
    (tmp_path / "somebodys" / "file").write_text("theirs")
    monkeypatch.setattr(do, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").symlink_to(tmp_path / "somebodys")
    monkeypatch.setattr(do, "pip_install", lambda *_: None)

    do.make_environment()

    assert (tmp_path / "somebodys" / "file").read_text() == "theirs"
    assert (tmp_path / ".venv" / "bin" / "python").exists()
    assert not (tmp_path / ".venv").is_symlink()


def test_environment_belongs_to_its_folder_and_python(do: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "one.lock").write_text("flask==3")

    def fingerprint(place: str) -> str:
        part = do.Part("packages", [tmp_path / "one.lock"], tmp_path / "one.stamp", lambda: None, 1, place)
        return str(part.fingerprint())

    assert fingerprint("3.11 /a") != fingerprint("3.12 /a")
    assert fingerprint("3.11 /a") != fingerprint("3.11 /b")
    assert fingerprint("3.11 /a") == fingerprint("3.11 /a")


def test_second_set_up_waits_and_says_so(
    do: ModuleType, made: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / ".tools" / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = threading.Thread(target=do.set_up, args=["run"])
        second.start()
        second.join(timeout=0.3)
        assert second.is_alive()
        assert made == []
    second.join(timeout=10)

    assert made == ["made"]
    assert capsys.readouterr().err.startswith("Another set-up is at work in this folder; waiting until it is done …\n")


def test_second_set_up_does_not_repeat_the_first(do: ModuleType, made: list[str], tmp_path: Path) -> None:
    with (tmp_path / ".tools" / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = threading.Thread(target=do.set_up, args=["run"])
        second.start()
        second.join(timeout=0.3)
        (part,) = do.parts("run")
        part.stamp.write_text(part.fingerprint())
    second.join(timeout=10)

    assert made == []


HOLD = """
import importlib.util, sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
loader = SourceFileLoader("do_script", sys.argv[1])
do = importlib.util.module_from_spec(importlib.util.spec_from_loader("do_script", loader))
loader.exec_module(do)
with do.one_at_a_time(Path(sys.argv[2])), do.started([sys.executable, "-c", "import time; time.sleep(60)"]) as pip:
    print(pip.pid, flush=True)
    pip.wait()
"""


def test_lock_is_held_while_the_pip_of_a_killed_set_up_lives(tmp_path: Path) -> None:
    path = tmp_path / "set-up.lock"
    command = [sys.executable, "-c", HOLD, str(ROOT / "do"), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as set_up:
        assert set_up.stdout is not None
        pip = int(set_up.stdout.readline())
        set_up.kill()

    with path.open("w") as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.kill(pip, signal.SIGKILL)
        fcntl.flock(lock, fcntl.LOCK_EX)
