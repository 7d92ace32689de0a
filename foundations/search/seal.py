"""Which files the index consists of, with a digest of each: only what was written is ever read.

Whoosh unpickles what it reads and answers damage with any exception or with wrong
hits. So nothing is handed to it that does not carry the digest noted when it was
written. The seal names the folder too, so that a rebuilt index replaces the old one
in one step.
"""

import hashlib
import json
import re
import secrets
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from foundations.search.interface import DamagedIndex

# Raise the number when folding, terms or fields change: older indexes are then rebuilt.
VERSION = f"1, Unicode {unicodedata.unidata_version}"

_SEAL = "seal.json"
_FOLDER = re.compile(r"index-[0-9a-f]{16}")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.]*")


@dataclass(frozen=True, slots=True)
class Seal:
    """One state of the index: ``digests`` by file name, in ``folder``."""

    folder: str
    digests: Mapping[str, str]


def new_folder_name() -> str:
    """Return a name for the folder of a new index."""
    return f"index-{secrets.token_hex(8)}"


def read_seal(root: Path) -> Seal:
    """Return the seal under ``root``.

    Raises:
        DamagedIndex: if there is none, it cannot be read, or it is of another version.
    """
    try:
        content = json.loads((root / _SEAL).read_bytes())
        version, folder, digests = content["version"], content["folder"], content["digests"]
        is_well_formed = (
            version == VERSION
            and _FOLDER.fullmatch(folder) is not None
            and all(_FILE.fullmatch(name) and isinstance(digest, str) for name, digest in digests.items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedIndex from error
    if not is_well_formed:
        raise DamagedIndex
    return Seal(folder, digests)


def write_seal(root: Path, folder: str, known: Mapping[str, str]) -> None:
    """Seal the files of ``folder``; those in ``known`` are not read again, for Whoosh never changes a file."""
    names = sorted(path.name for path in (root / folder).iterdir() if path.suffix not in {".tmp", ".lock"})
    digests = {
        name: known.get(name) or digest_of((root / folder / name).read_bytes())
        for name in names
        if _FILE.fullmatch(name) and not name.endswith("LOCK")
    }
    content = json.dumps({"version": VERSION, "folder": folder, "digests": digests}, indent=1)
    draft = root / f"{_SEAL}.new"
    draft.write_text(content, encoding="utf-8")
    if (root / _SEAL).is_dir():
        shutil.rmtree(root / _SEAL)  # whatever lies there is replaced
    draft.replace(root / _SEAL)


def digest_of(content: bytes) -> str:
    """Return the digest of a file's content."""
    return hashlib.blake2b(content, digest_size=20).hexdigest()


def read_sealed(root: Path, seal: Seal, known: Mapping[str, tuple[str, bytes]]) -> dict[str, tuple[str, bytes]]:
    """Return ``{name: (digest, content)}`` of all sealed files; those in ``known`` are not read again.

    Raises:
        DamagedIndex: if a file is missing or not as it was written.
    """
    contents: dict[str, tuple[str, bytes]] = {}
    for name, digest in seal.digests.items():
        if name in known and known[name][0] == digest:
            contents[name] = known[name]
            continue
        try:
            content = (root / seal.folder / name).read_bytes()
        except OSError as error:
            raise DamagedIndex from error
        if digest_of(content) != digest:
            raise DamagedIndex
        contents[name] = (digest, content)
    return contents


class SealCheck:
    """Checks files on disk against the seal, reading only those that look touched since the last time."""

    def __init__(self, root: Path) -> None:
        """Prepare to check under ``root``."""
        self._root = root
        self._seen: dict[Path, tuple[int, int, str]] = {}

    def check(self) -> Seal:
        """Return the seal if every file is as it was written.

        Raises:
            DamagedIndex: if one is not.
        """
        seal = read_seal(self._root)
        seen: dict[Path, tuple[int, int, str]] = {}
        for name, digest in seal.digests.items():
            path = self._root / seal.folder / name
            seen[path] = self._look_at(path)
            if seen[path][2] != digest:
                raise DamagedIndex
        self._seen = seen
        return seal

    def _look_at(self, path: Path) -> tuple[int, int, str]:
        try:
            stat = path.stat()
            last = self._seen.get(path)
            if last is not None and last[:2] == (stat.st_size, stat.st_mtime_ns):
                return last
            return stat.st_size, stat.st_mtime_ns, digest_of(path.read_bytes())
        except OSError as error:
            raise DamagedIndex from error
