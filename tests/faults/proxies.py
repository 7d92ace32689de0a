"""A line between browser and server that breaks, as lines do, at any moment."""

import random
import socket
import threading
from enum import Enum, auto
from pathlib import Path

_CHUNK = 65536


class Fate(Enum):
    """What becomes of one request and its answer."""

    REQUEST_LOST = auto()
    REQUEST_CUT = auto()
    ANSWER_LOST = auto()
    ANSWER_CUT = auto()
    WHOLE = auto()


class CuttingProxy:
    """Passes requests on to the server at ``target`` until fate cuts the line; counts each fate."""

    def __init__(self, address: Path, target: Path) -> None:
        """Listen on ``address`` until closed."""
        self.fates: list[Fate] = []
        self._target = target
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(address))
        self._listener.listen(256)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(browser,), daemon=True).start()

    def _pass_on(self, browser: socket.socket) -> None:
        fate = random.choice(list(Fate))
        self.fates.append(fate)
        with browser, socket.socket(socket.AF_UNIX) as server:
            request = _read_request(browser)
            if fate == Fate.REQUEST_LOST:
                return
            server.connect(str(self._target))
            if fate == Fate.REQUEST_CUT:
                server.sendall(request[: random.randrange(1, len(request))])
                return
            server.sendall(request)
            answer = _read_all(server)
            if fate == Fate.ANSWER_CUT:
                browser.sendall(answer[: random.randrange(1, len(answer))])
            elif fate == Fate.WHOLE:
                browser.sendall(answer)


def _read_request(browser: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += browser.recv(_CHUNK)
    head, _, body = received.partition(b"\r\n\r\n")
    lines = [line.split(b":", 1) for line in head.split(b"\r\n")[1:]]
    length = next((int(value) for name, value in lines if name.lower() == b"content-length"), 0)
    while len(body) < length:
        more = browser.recv(_CHUNK)
        received, body = received + more, body + more
    return received


def _read_all(server: socket.socket) -> bytes:
    received = b""
    while chunk := server.recv(_CHUNK):
        received += chunk
    return received
