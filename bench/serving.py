"""The server that ``./do run`` starts, for one of the compared: ``python -m bench.serving MODULE URL FOLDER``.

The scheduler stays out: its jobs would be counted as somebody's request.
"""

import importlib
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import NamedTuple

import waitress

THREADS = 8
SECRET_KEY = "a secret that both sides of the bench read cookies with"  # noqa: S105 - it guards invented people


class Server(NamedTuple):
    """A running server, and the database behind it."""

    port: int
    process_id: int
    database: str


@contextmanager
def running(module: str, url: str, folder: Path) -> Iterator[Server]:
    """Lend a server, in a process of its own, of the application that ``module.create(url, folder)`` makes."""
    command = [sys.executable, "-m", "bench.serving", module, url, str(folder)]
    with Popen(command, stdout=PIPE, text=True) as process:  # noqa: S603 - our own module
        try:
            assert process.stdout is not None  # noqa: S101 - tells mypy what PIPE means
            port = process.stdout.readline()
            if not port:
                raise ChildProcessError(f"the server of {module} did not start")
            yield Server(int(port), process.pid, url)
        finally:
            process.terminate()


def serve(module: str, url: str, folder: Path) -> None:
    """Serve until ended; say on which port."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line of eight is what was asked for
    app = importlib.import_module(module).create(url, folder)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
