"""Search by Whoosh: small, without a server, and doubtful about its own files.

A process reads the sealed files into memory (some 30 MB for 20,000 ideas) and searches
them there under a lock: Whoosh's readers share file positions between threads, and
mapped files end the process when they are cut short.
"""

import logging
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import FileIndex
from whoosh.reading import IndexReader
from whoosh.util.filelock import try_for

from foundations.search.fields import SCHEMA
from foundations.search.interface import DamagedIndex, Findings, IndexBusy
from foundations.search.question import read_question
from foundations.search.ranking import Ranking
from foundations.search.seal import Seal, SealCheck, read_seal, read_sealed
from foundations.search.whoosh_writer import WhooshWriter
from foundations.web.log_lines import log_event

# A writer removes old files a moment before it seals the new ones: then a second look helps.
# Damage stays, so after a look in vain the next one waits.
_TRIES = 3
_BETWEEN_TRIES_SECONDS = 0.05
_AFTER_FAILURE_SECONDS = 1.0


class WhooshIndex:
    """The index under one folder, which only our own account may enter (Whoosh unpickles)."""

    def __init__(self, root: Path) -> None:
        """Use ``root``; nothing is read or created yet."""
        self._root = root
        self._check = SealCheck(root)
        self._lock = threading.Lock()
        self._seal: Seal | None = None
        self._reader: IndexReader | None = None
        self._contents: dict[str, tuple[str, bytes]] = {}
        self._looks_again_at = 0.0

    def search(self, query: str, *, kinds: Collection[str] | None = None, limit: int = 20, offset: int = 0) -> Findings:
        """See ``SearchIndex.search``."""
        with self._lock:
            is_current = self._refresh()
            if self._reader is None:
                return Findings(is_degraded=True)
            try:
                return self._find(query, kinds, limit, offset, is_degraded=not is_current)
            except Exception as error:  # noqa: BLE001 - whatever Whoosh raises, a search page must not
                log_event("search_failed", level=logging.ERROR, error=error)
                return Findings(is_degraded=True)

    def is_sound(self) -> bool:
        """See ``SearchIndex.is_sound``."""
        try:
            self._check.check()
        except DamagedIndex:
            return False
        return True

    @contextmanager
    def writing(self, *, timeout: float = 10) -> Iterator[WhooshWriter]:
        """See ``SearchIndex.writing``."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._root.chmod(0o700)
        lock = FileStorage(str(self._root)).lock("write.lock")
        if not try_for(lock.acquire, timeout=timeout, delay=0.05):
            raise IndexBusy
        try:
            yield WhooshWriter(self._root, self._check)
        finally:
            self._looks_again_at = 0.0
            lock.release()

    def _refresh(self) -> bool:
        """Read what was sealed last; tell whether that was possible."""
        if time.monotonic() < self._looks_again_at:
            return False
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_BETWEEN_TRIES_SECONDS)
            if self._read():
                return True
        self._looks_again_at = time.monotonic() + _AFTER_FAILURE_SECONDS
        return False

    def _read(self) -> bool:
        try:
            seal = read_seal(self._root)
            if seal != self._seal:
                self._contents = read_sealed(self._root, seal, self._contents)
                self._reader = _open({name: content for name, (_, content) in self._contents.items()})
                self._seal = seal
        except DamagedIndex:
            return False
        except Exception as error:  # noqa: BLE001 - sealed, yet Whoosh cannot read it: as good as damaged
            log_event("search_index_unreadable", level=logging.ERROR, error=error)
            return False
        return True

    def _find(
        self, query: str, kinds: Collection[str] | None, limit: int, offset: int, *, is_degraded: bool
    ) -> Findings:
        ranking = Ranking(self._reader, read_question(query), kinds)
        hits, is_loosened = ranking.best(offset + limit + 1)
        return Findings(
            hits=tuple(hits[offset : offset + limit]),
            has_more=len(hits) > offset + limit,
            is_loosened=is_loosened,
            is_degraded=is_degraded,
        )


class _SealedStorage(RamStorage):
    """Checked files in memory, handed out without copying them."""

    def open_file(self, name: str, **_options: object) -> BufferFile:
        return BufferFile(self.files[name], name=name)


def _open(files: dict[str, bytes]) -> IndexReader:
    storage = _SealedStorage()
    storage.files = files
    return FileIndex(storage, schema=SCHEMA).reader()
