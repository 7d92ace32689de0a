"""From an empty folder to a page, once through: what a newcomer does first."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.do.pythons import pythons_here
from tests.house_rules.checkout import ROOT, git

pytestmark = pytest.mark.trust

FIRST_START_SECONDS = 180
SECOND_START_SECONDS = 3


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh clone, whose first set-up was killed before it was done."""
    folder = tmp_path_factory.mktemp("fresh") / "city"
    git(ROOT, "clone", "--quiet", str(ROOT), str(folder))
    with subprocess.Popen([folder / "do", "run"], stderr=subprocess.PIPE, text=True) as first:
        assert first.stderr is not None
        assert first.stderr.readline() == "Setting up 1 of 3: packages\n"
        while not (folder / ".venv" / "bin" / "python").exists():
            time.sleep(0.05)
        first.kill()
    return folder


@contextmanager
def opened(clone: Path) -> Iterator[tuple[int, float, subprocess.Popen[str]]]:
    """Start it; yield the port, the seconds until it was open, and the process; stop it as a system would."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begun = time.monotonic()
    settings = {name: value for name, value in os.environ.items() if not name.startswith("YORIAI_")}
    with subprocess.Popen(
        [clone / "do", "run"], env={**settings, "YORIAI_PORT": str(port)}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Yoriai is open"):
                break
        try:
            yield port, time.monotonic() - begun, process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def page(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_fresh_clone_opens_and_closes(clone: Path) -> None:
    with opened(clone) as (port, seconds, process):
        status, home = page(port, "/")
        demonstration, _ = page(port, "/demo")

    assert seconds <= FIRST_START_SECONDS
    assert (status, demonstration) == (200, 200)
    assert re.search(r'<html[^>]* lang="ja"', home)
    assert process.returncode == 0

    with opened(clone) as (port, seconds, _):
        assert page(port, "/")[0] == 200

    assert seconds <= SECOND_START_SECONDS


def test_of_two_starts_at_once_one_opens_and_one_says_why_not(clone: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("YORIAI_")}
    settings |= {"YORIAI_PORT": str(port), "YORIAI_DATA_DIR": str(tmp_path / "data")}
    begun = [
        subprocess.Popen([clone / "do", "run"], env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    while all(process.poll() is None for process in begun):
        time.sleep(0.05)
    refused, opened = sorted(begun, key=lambda process: process.poll() is None)
    assert page(port, "/demo")[0] == 200  # it waits until the city is loaded
    opened.terminate()

    last_words = refused.communicate()[1].splitlines()[-1]
    assert last_words.startswith(f"Port {port} on 127.0.0.1 is taken by another program: stop that one")
    assert "Traceback" not in opened.communicate()[1]
    assert (refused.returncode, opened.returncode) == (1, 0)


@pytest.mark.parametrize("python", pythons_here(least=(3, 12)))
def test_newer_pythons_install_the_same_lock(python: str, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    git(ROOT, "clone", "--quiet", str(ROOT), str(folder))

    finished = subprocess.run(
        [python, folder / "do", "flask", "--version"], capture_output=True, text=True, check=False
    )

    assert (finished.returncode, "Flask 3." in finished.stdout) == (0, True), finished.stderr


def test_fresh_clone_leaves_git_clean(clone: Path) -> None:
    assert git(clone, "status", "--porcelain") == ""
