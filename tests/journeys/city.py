"""The demonstration city as people get it: migrated, loaded and served by the project's own commands."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from foundations.settings import ROOT

_PATIENCE = 120  # seconds until a server on a busy machine must answer


@dataclass(frozen=True, slots=True)
class City:
    """A running server; ``data_dir`` is its own."""

    address: str
    data_dir: Path

    def command(self, *words: str) -> str:
        """Run one of the application's commands beside the server; return what it printed."""
        return _flask(self.data_dir, *words)


def load_city(data_dir: Path) -> None:
    """Make the city's database in ``data_dir``, with what the search page finds."""
    for words in (["db", "upgrade"], ["demo", "load"], ["search", "rebuild"]):
        _flask(data_dir, *words)


@contextmanager
def served_city(loaded: Path, data_dir: Path) -> Iterator[City]:
    """Serve a copy of the ``loaded`` city from ``data_dir``, scheduler included, until the block ends."""
    shutil.copytree(loaded, data_dir)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with (
        (data_dir / "server.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, str(ROOT / "do"), "serve"],
            cwd=ROOT,
            env=_environment(data_dir, port),
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            _wait_for(address, server, data_dir / "server.log")
            yield City(address, data_dir)
        finally:
            server.terminate()


def _flask(data_dir: Path, *words: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT,
        env=_environment(data_dir, 8000),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def _environment(data_dir: Path, port: int) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("YORIAI_")}
    return own | {
        "FLASK_APP": f"{ROOT / 'app.py'}:create_app",
        "YORIAI_VENV": sys.prefix,  # ``do`` serves only from the environment it knows
        "YORIAI_DEMO": "1",
        "YORIAI_HOST": "127.0.0.1",
        "YORIAI_PORT": str(port),
        "YORIAI_DATA_DIR": str(data_dir),
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(f"{address}/readyz", timeout=5):  # noqa: S310 - our own address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(log.read_text())
