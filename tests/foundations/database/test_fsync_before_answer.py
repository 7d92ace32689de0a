"""R-41: between writing and the success answer, everything written has been forced to disk.

Killing processes proves little, for the operating system keeps what they wrote. So a
real server is watched by strace while it takes votes one by one. At each answer, no
database file, and after its journal's removal no folder, may hold anything unsynced.
"""

import http.client
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundations.database.engines import has_wal_reset_fix
from foundations.settings import ROOT
from tests.foundations.database import vote_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("strace"), reason="no strace to watch a server with"),
]
OLD_SQLITE = pytest.mark.skipif(
    has_wal_reset_fix(sqlite3.sqlite_version_info[:3]),
    reason="Python's own SQLite is not an old one here",
)

_WATCHED = "pwrite64,pwritev,write,ftruncate,fsync,fdatasync,unlink,unlinkat,recvfrom,sendto"
_CALL = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\((?P<arguments>.*)")
_RESUMED = re.compile(r"(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>")
_FILE = re.compile(r"\d+<(?P<path>[^>]*)>")


def take_votes(folder: Path, votes: int, fault: str | None) -> list[str]:
    """Let a watched server take votes one after another; return what strace saw."""
    url = f"sqlite:///{folder / 'votes.sqlite3'}"
    trace = folder / "trace"
    watch = ["strace", "-f", "-y", "-qq", "-s", "64", "-e", f"trace={_WATCHED}", "-o", str(trace)]
    command = [*watch, sys.executable, "-m", vote_server.__name__, url, *([fault] if fault else [])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        process, port = map(int, server.stdout.readline().split())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            for _ in range(votes):
                connection.request("POST", "/votes")
                answer = connection.getresponse()
                assert (answer.status, answer.read()) == (201, b"taken")
        finally:
            connection.close()
            os.kill(process, signal.SIGKILL)  # the watched one; strace ends with it
    return trace.read_text(encoding="utf-8", errors="replace").splitlines()


def answers_with_all_on_disk(trace: list[str], folder: Path) -> tuple[int, int]:
    """Return how many success answers were sent, and how many of them after everything was synced."""
    answers = kept = 0
    has_written = False
    unsynced: set[str] = set()
    for name, path, text in events(trace):
        if name == "recvfrom" and '"POST /votes' in text:
            has_written = False
        elif name == "sendto" and '"HTTP/1.1 201' in text:
            answers += 1
            kept += has_written and not unsynced
        elif not is_durable(path, folder):
            continue
        elif name in {"fsync", "fdatasync"}:
            unsynced.discard(path)
        elif name.startswith("unlink"):
            unsynced.discard(path)
            unsynced.add(str(folder))
        else:
            has_written = True
            unsynced.add(path)
    return answers, kept


def is_durable(path: str, folder: Path) -> bool:
    """Tell whether what stands in ``path`` must outlive a power cut; the index of the log (-shm) is made anew."""
    return path == str(folder) or (path.startswith(str(folder / "votes.sqlite3")) and not path.endswith("-shm"))


def events(trace: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each call's name, file and text: a sync when it has returned, anything else when it begins."""
    syncing: dict[str, str] = {}
    for line in trace:
        if (call := _CALL.match(line)) is None:
            if (resumed := _RESUMED.match(line)) and resumed["name"] in {"fsync", "fdatasync"}:
                yield resumed["name"], syncing.pop(resumed["thread"]), line
            continue
        path = file_of(call["name"], call["arguments"])
        if call["name"] in {"fsync", "fdatasync"} and "<unfinished" in line:
            syncing[call["thread"]] = path
        else:
            yield call["name"], path, call["arguments"]


def file_of(name: str, arguments: str) -> str:
    if name.startswith("unlink"):
        quoted = re.search(r'"(?P<path>[^"]*)"', arguments)
        return quoted["path"] if quoted else ""
    file = _FILE.match(arguments)
    return file["path"] if file else ""


@pytest.mark.parametrize("votes", [100, pytest.param(500, marks=pytest.mark.trust)])
@pytest.mark.parametrize("fault", [None, pytest.param("old engine", marks=OLD_SQLITE)])
def test_every_success_answer_comes_after_the_sync(tmp_path: Path, votes: int, fault: str | None) -> None:
    trace = take_votes(tmp_path, votes, fault)

    assert answers_with_all_on_disk(trace, tmp_path) == (votes, votes)


@pytest.mark.parametrize(
    "fault",
    [
        "synchronous off",
        "synchronous normal",
        "answers before it commits",
        pytest.param("journal not followed to the folder", marks=OLD_SQLITE),
    ],
)
def test_the_watch_notices_an_answer_that_comes_too_early(tmp_path: Path, fault: str) -> None:
    answers, kept = answers_with_all_on_disk(take_votes(tmp_path, 20, fault), tmp_path)

    assert answers == 20
    assert kept < 5
