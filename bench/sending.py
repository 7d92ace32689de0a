"""The load: a process of its own that sends prepared requests over a few lasting connections.

``python -m bench.sending`` reads a JSON object (``port``, ``connections``, ``requests``)
and answers with ``elapsed``, ``latencies`` and ``statuses``.
"""

import json
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any

_CONTENT_LENGTH = b"\r\ncontent-length: "


class Connection:
    """One lasting connection; it knows just enough HTTP to find an answer's end."""

    def __init__(self, port: int) -> None:
        """Connect to this machine's ``port``."""
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> tuple[int, float]:
        """Send a request; return its answer's status and the seconds until the answer's last byte."""
        begun = time.perf_counter()
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive()
        head, _, body = received.partition(b"\r\n\r\n")
        missing = _content_length(head) - len(body)
        while missing > 0:
            missing -= len(self._receive())
        return int(head[9:12]), time.perf_counter() - begun

    def _receive(self) -> bytes:
        chunk = self._socket.recv(1 << 18)
        if not chunk:
            raise ConnectionError("the server ended the connection")
        return chunk


def _content_length(head: bytes) -> int:
    lower = head.lower()
    begin = lower.index(_CONTENT_LENGTH) + len(_CONTENT_LENGTH)
    return int(lower[begin:].split(b"\r\n", 1)[0])


def send_all(port: int, connections: int, requests: list[bytes]) -> dict[str, Any]:
    """Send every request once, as fast as ``connections`` allow; return what came back and when."""
    waiting = iter(requests)
    opened = [Connection(port) for _ in range(connections)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(connections) as threads:
        answers = list(chain.from_iterable(threads.map(lambda one: _send_from(waiting, one), opened)))
    elapsed = time.perf_counter() - begun
    return {
        "elapsed": elapsed,
        "statuses": [status for status, _ in answers],
        "latencies": [latency for _, latency in answers],
    }


def _send_from(waiting: Iterator[bytes], connection: Connection) -> list[tuple[int, float]]:
    # A list's iterator may be shared by threads: taking the next one is atomic.
    return [connection.send(request) for request in waiting]


if __name__ == "__main__":
    plan = json.load(sys.stdin)
    json.dump(
        send_all(plan["port"], plan["connections"], [text.encode("latin-1") for text in plan["requests"]]), sys.stdout
    )
