"""Which mails have been sent whole to the mail server, noted in a file before the database knows.

Between the last byte of a mail and our commit lie the server's thinking, its answer's
way, and a database that may be busy or away. A line in a file takes microseconds and
outlives the process. Whoever finds a mail whose sender died looks here first.

The notes are not forced to disk, so a power cut may lose the last ones, and senders on
several machines share them only if they share the folder.
"""

import functools
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SENT, _NOT_TAKEN = "+", "-"
_KEPT_SECONDS = 4 * 24 * 3600  # longer than a mail is tried


class SentNotes:
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

    def prepare(self, message_id: str) -> Callable[[], object]:
        """Return what notes that the mail of this id has been sent to its last byte.

        It is one call into the system, for nothing must come between the two.
        """
        return functools.partial(os.write, self._open_file(), f"{_SENT}{message_id}\n".encode())

    def take_back(self, message_id: str) -> None:
        """Note that the server did not take the mail of this id after all."""
        os.write(self._open_file(), f"{_NOT_TAKEN}{message_id}\n".encode())

    def has(self, message_id: str) -> bool:
        """Tell whether any sender noted the mail of this id and did not take it back."""
        return any(_last_word(path, message_id) == _SENT for path in self._folder.glob("*"))

    def _open_file(self) -> int:
        if self._file is None:
            message = "notes are taken inside writing()"
            raise RuntimeError(message)
        return self._file

    def _drop_old(self) -> None:
        for path in self._folder.glob("*"):
            if time.time() - _changed(path) > _KEPT_SECONDS:
                path.unlink(missing_ok=True)


def _last_word(path: Path, message_id: str) -> str | None:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:  # its sender has just finished well: everything in it is in the database
        return None
    return next((line[0] for line in reversed(lines) if line[1:] == message_id), None)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()
