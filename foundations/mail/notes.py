"""What the mail server has taken, noted in a file in the blink before the database knows.

Between the server's yes and our commit lie milliseconds, and more when the database is
busy or away. A line in a file takes microseconds and outlives the process. Whoever
finds a mail whose sender died looks here first, and sends it again only if it is not noted.

The notes are not forced to disk, so a power cut may lose the last ones, and senders on
several machines share them only if they share the folder.
"""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_KEPT_SECONDS = 4 * 24 * 3600  # longer than a mail is tried


class TakenNotes:
    """The notes of all senders that use ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, made if need be."""
        self._folder = folder
        self._file: int | None = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Take notes during a block. They are dropped if it ends well, and left for others if not."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._drop_old()
        path = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            yield
            path.unlink()
        finally:
            os.close(self._file)
            self._file = None

    def note(self, message_id: str) -> None:
        """Note that the mail of this id was taken."""
        if self._file is not None:
            os.write(self._file, f"{message_id}\n".encode())

    def has(self, message_id: str) -> bool:
        """Tell whether any sender noted the mail of this id."""
        return any(message_id in _lines(path) for path in self._folder.glob("*"))

    def _drop_old(self) -> None:
        for path in self._folder.glob("*"):
            if time.time() - _changed(path) > _KEPT_SECONDS:
                path.unlink(missing_ok=True)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:  # its sender has just finished well: everything in it is in the database
        return []


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()
