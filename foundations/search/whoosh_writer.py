"""The one writer of the Whoosh index: changes and seals, or builds anew beside the old one."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Term
from whoosh.writing import SegmentWriter

from foundations.search.fields import SCHEMA, fields_of, record_id
from foundations.search.interface import Change, SearchDocument
from foundations.search.seal import SealCheck, new_folder_name, write_seal

_MEMORY_MEGABYTES = 128


class WhooshWriter:
    """Writes while its owner holds the lock."""

    def __init__(self, root: Path, check: SealCheck) -> None:
        """Write under ``root``, trusting what ``check`` finds sound."""
        self._root = root
        self._check = check

    def apply(self, changes: Iterable[Change]) -> None:
        """See ``IndexWriter.apply``."""
        seal = self._check.check()
        latest = {record_id(change.kind, change.key): change for change in changes}
        if not latest:
            return
        writer = _writer(FileIndex(_storage(self._root / seal.folder), schema=SCHEMA))
        try:
            with writer.searcher() as searcher:
                for name in latest:
                    writer.delete_by_query(Term("id", name), searcher=searcher)
            for change in latest.values():
                if isinstance(change, SearchDocument):
                    writer.add_document(**fields_of(change))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        write_seal(self._root, seal.folder, seal.digests)

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """See ``IndexWriter.rebuild``."""
        folder = new_folder_name()
        (self._root / folder).mkdir(mode=0o700)
        writer = _writer(FileIndex.create(_storage(self._root / folder), SCHEMA))
        count = 0
        try:
            for document in documents:
                writer.add_document(**fields_of(document))
                count += 1
        except BaseException:
            writer.cancel()
            shutil.rmtree(self._root / folder)
            raise
        writer.commit()
        write_seal(self._root, folder, {})
        for other in self._root.glob("index-*"):
            if other.name != folder:
                shutil.rmtree(other, ignore_errors=True)
        return count


def _storage(folder: Path) -> FileStorage:
    # A mapped file that is cut short ends the process; a read one raises.
    return FileStorage(str(folder), supports_mmap=False)


def _writer(index: FileIndex) -> SegmentWriter:
    # Single files instead of compound ones: each is checked and kept once.
    return index.writer(limitmb=_MEMORY_MEGABYTES, compound=False)
