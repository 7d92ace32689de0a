"""The application as it runs in production: several processes of several threads, behind a private socket."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask

from foundations.settings import ROOT, Settings

PATIENCE = 120.0


class Size(NamedTuple):
    """How many processes serve, each with how many threads."""

    processes: int
    threads: int


class House(NamedTuple):
    """The application and the socket at which its servers answer."""

    app: Flask
    address: Path
    size: Size


class Answer(NamedTuple):
    """What a client read to its end."""

    status: int
    location: str | None
    body: bytes


class Connection(http.client.HTTPConnection):
    """A connection to a server behind a Unix socket."""

    def __init__(self, address: Path, timeout: float = PATIENCE) -> None:
        """Connect to ``address`` when something is sent."""
        super().__init__("localhost", timeout=timeout)
        self._address = address

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._address))

    def post(self, path: str, fields: list[tuple[str, str]], cookie: str) -> Answer:
        """Post a form and read the whole answer."""
        self.request("POST", path, urlencode(fields), form_headers(cookie))
        return self._answer()

    def get(self, path: str, cookie: str) -> Answer:
        """Get a page and read all of it."""
        self.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "en"})
        return self._answer()

    def ask(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> Answer:
        """Send any request and read the whole answer."""
        self.request(method, path, body, headers)
        return self._answer()

    def _answer(self) -> Answer:
        response = self.getresponse()
        return Answer(response.status, response.headers["Location"], response.read())


def form_headers(cookie: str) -> Mapping[str, str]:
    """The headers of a form that a browser sends."""
    return {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "Accept-Language": "en"}


def whole_answer(received: bytes) -> Answer | None:
    """Return the answer if all of it was received: its head to the empty line, its body to the announced length."""
    head, end, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not end or len(body) != int(headers.get("content-length", -1)):
        return None
    return Answer(int(status.split()[1]), headers.get("location"), body)


@contextmanager
def served(app: Flask, size: Size) -> Iterator[Path]:
    """Serve ``app`` from processes of their own; gives the address of their socket."""
    command = ["gunicorn", "--worker-class", "gthread", "--workers", str(size.processes)]
    command += ["--threads", str(size.threads), "--backlog", "4096", "--timeout", "300", "--log-level", "warning"]
    with _serving(app, lambda address: [*command, "--bind", f"unix:{address}", "app:create_app()"], {}) as address:
        yield address


@contextmanager
def served_by_one_process(app: Flask, environment: Mapping[str, str]) -> Iterator[Path]:
    """Serve ``app`` from one process with more in its environment; gives the address of its socket."""
    command = ["waitress", "--call", "app:create_app"]
    with _serving(
        app, lambda address: [*command[:1], f"--unix-socket={address}", *command[1:]], environment
    ) as address:
        yield address


@contextmanager
def _serving(app: Flask, module_at: Callable[[Path], list[str]], environment: Mapping[str, str]) -> Iterator[Path]:
    settings: Settings = app.extensions["yoriai_settings"]
    with tempfile.TemporaryDirectory(prefix="yoriai-", dir="/tmp") as folder:  # a socket's path must be short
        address = Path(folder) / "socket"
        command = [sys.executable, "-m", *module_at(address)]
        own = {**os.environ, **_environment(settings), **environment}
        with (Path(folder) / "log").open("w") as log:
            server = subprocess.Popen(command, env=own, stderr=log, stdout=log, cwd=ROOT)
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=60)


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "YORIAI_DEMO": "1",
        "YORIAI_DATA_DIR": str(settings.data_dir),
        "YORIAI_DATABASE_URL": settings.database_url,
        "YORIAI_SECRET_KEY": settings.secret_key,
        "YORIAI_BASE_URL": settings.base_url,
    }


def _wait_for(address: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {(address.parent / 'log').read_text()}")
        with suppress(OSError, http.client.HTTPException):
            connection = Connection(address)
            connection.get("/contests/", "")
            connection.close()
            return
        time.sleep(0.05)
    raise TimeoutError((address.parent / "log").read_text())
