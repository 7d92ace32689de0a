"""What ``./do`` says when the machine is not as it should be: one sentence, exit code 1, no traceback."""

import ast
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy.exc import OperationalError

from tests.do.pythons import pythons_here
from tests.house_rules.checkout import ROOT

NOBODY = 65534


@contextmanager
def ordinary_person() -> Iterator[None]:
    """Be nobody in particular for a moment: root may write where others may not."""
    before = os.geteuid()
    os.seteuid(before or NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def call(*words: str, **settings: str) -> tuple[int, str, str]:
    finished = subprocess.run(
        [sys.executable, ROOT / "do", *words],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.returncode, finished.stdout, finished.stderr


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


@pytest.mark.parametrize("python", pythons_here(older_than=(3, 11)))
def test_old_python_is_refused_by_itself(python: str) -> None:
    finished = subprocess.run([python, ROOT / "do", "run"], capture_output=True, text=True, check=False)

    assert (finished.returncode, finished.stdout) == (1, "")
    assert re.fullmatch(r"Yoriai needs Python 3\.11 or newer, and \S+ is Python 3\.[\d.]+: .*\n", finished.stderr)


def test_script_can_be_read_by_an_old_python() -> None:
    ast.parse((ROOT / "do").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_old_python_is_told_apart(do: ModuleType) -> None:
    with pytest.raises(SystemExit) as end:
        do.refuse_old_python((3, 10, 14), "/usr/bin/python3")

    assert end.value.code == (
        "Yoriai needs Python 3.11 or newer, and /usr/bin/python3 is Python 3.10.14: "
        "install a newer one, or name it, for example: python3.12 ./do run"
    )
    do.refuse_old_python((3, 11, 0), "/usr/bin/python3")


def test_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert call("run", YORIAI_PORT=str(port)) == (
            1,
            "",
            f"Port {port} on 127.0.0.1 is taken by another program: "
            f"stop that one, or choose another port: YORIAI_PORT={port % 65535 + 1} ./do run\n",
        )


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "²"])
def test_wrong_port_is_one_sentence(port: str) -> None:
    assert call("run", YORIAI_PORT=port) == (1, "", f"YORIAI_PORT must be a number from 1 to 65535, not {port!r}.\n")


def test_foreign_address_is_one_sentence() -> None:
    assert call("run", YORIAI_HOST="203.0.113.1", YORIAI_PORT="8199") == (
        1,
        "",
        "Yoriai cannot listen on 203.0.113.1, port 8199: Cannot assign requested address.\n",
    )


def test_unknown_command_is_one_sentence() -> None:
    assert call("runn") == (1, "", "There is no command 'runn'; ./do help lists them.\n")


def test_help_names_every_command() -> None:
    code, output, _ = call("help")

    assert code == 0
    assert [line.split()[0] for line in output.splitlines() if line.startswith("  ")] == [
        *("run", "test", "check", "quick", "bench", "trust", "flask", "lock", "help")
    ]


def test_read_only_folder_is_one_sentence(do: ModuleType, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    with ordinary_person(), pytest.raises(do.Stop) as stop:
        do.refuse_unwritable(tmp_path)

    assert str(stop.value) == (
        f"The folder {tmp_path} cannot be written (Permission denied): "
        "copy the project into a folder of your own and start it there."
    )


def test_data_folder_that_cannot_be_made_is_one_sentence(do: ModuleType, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    with ordinary_person(), pytest.raises(do.Stop) as stop:
        do.make_data_folder(tmp_path / "data")

    assert str(stop.value) == (
        f"The data folder {tmp_path / 'data'} cannot be made (Permission denied): "
        "choose another one: YORIAI_DATA_DIR=FOLDER ./do run"
    )


def test_data_folder_of_somebody_else_is_one_sentence(do: ModuleType) -> None:
    with (
        ordinary_person(),
        pytest.raises(do.Stop, match=r"^The folder /etc cannot be written \(Permission denied\): choose"),
    ):
        do.make_data_folder(Path("/etc"))


def test_data_folder_is_made(do: ModuleType, tmp_path: Path) -> None:
    do.make_data_folder(tmp_path / "new" / "data")

    assert (tmp_path / "new" / "data").is_dir()


def test_port_stays_taken_by_whoever_starts_first(do: ModuleType) -> None:
    with do.take_port("127.0.0.1", free_port()) as door:
        port = str(door.getsockname()[1])

        with pytest.raises(do.Stop, match=rf"^Port {port} on 127.0.0.1 is taken by another program"):
            do.take_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        ("database or disk is full", OSError, r"^\[Errno 28\] database or disk is full$"),
        ("connection refused\nIs the server running?", None, r"^The database cannot be opened: connection refused$"),
    ],
)
def test_database_trouble_is_one_sentence(do: ModuleType, words: str, kind: type[OSError] | None, told: str) -> None:
    with pytest.raises(kind or do.Stop, match=told), do.database_trouble("opened"):
        raise OperationalError("BEGIN", None, Exception(words))


def test_writable_folder_is_left_as_it_was(do: ModuleType, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())

    do.refuse_unwritable(tmp_path)

    assert sorted(tmp_path.iterdir()) == before


def test_full_disk_is_seen_before_the_set_up(do: ModuleType) -> None:
    do.refuse_full_disk(1)

    with pytest.raises(do.Stop, match=r"^The disk is too full: this step needs about 1000000000000 MB, and \d+ MB "):
        do.refuse_full_disk(10**12)


def test_reader_who_has_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    finished = subprocess.run([ROOT / "do", "help"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)

    os.close(writing)
    assert (finished.returncode, finished.stderr) == (128 + signal.SIGPIPE, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_full_disk_during_the_work_is_one_sentence(
    do: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill_disk(_words: list[str]) -> None:
        Path("/dev/full").write_text("more than it can take")

    monkeypatch.setitem(do.COMMANDS, "run", fill_disk)
    monkeypatch.setattr(do.signal, "signal", lambda *_: None)

    assert do.begin(["run"]) == 1
    assert capsys.readouterr().err == "The disk is full: make room and start again.\n"


def test_python_without_venv_is_one_sentence(do: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(do, "VENV", tmp_path / ".venv")

    with pytest.raises(do.Stop) as stop:
        do.make_environment()

    assert str(stop.value) == (
        "This Python cannot make environments: "
        "install its venv package first (Debian, Ubuntu: apt install python3-venv)."
    )
