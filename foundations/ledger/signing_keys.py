"""The log's private key on disk, and what it signed last.

Both lie in the data folder's ``keys``, outside the database: whoever rewrites the
tables, or puts an older copy of them back, does not reach what the signer remembers,
and the signer will not sign a tree that does not continue it.
"""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from foundations.ledger.signed_notes import Checkpoint, SigningKey, read_checkpoint
from foundations.settings import Settings

KEY_FILE = "ledger-signing-key.pem"
MEMORY_FILE = "ledger-last-checkpoint"
_OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


class UnsafeKey(RuntimeError):
    """The signing key can be read by others, or is no Ed25519 key."""


class Signer:
    """The log's key together with its memory."""

    def __init__(self, signing_key: SigningKey, memory: Path) -> None:
        """Sign with ``signing_key`` and remember the last checkpoint in the file ``memory``."""
        self.key = signing_key
        self._memory = memory

    @property
    def verifier_key(self) -> str:
        """The public key, as C2SP writes it."""
        return str(self.key.verifier_key)

    def last_signed(self) -> Checkpoint | None:
        """Return the last checkpoint that this key signed, or None if there is no memory of any.

        Raises:
            NoteRefused: if the memory was tampered with.
        """
        try:
            note = self._memory.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        origin = note.partition("\n")[0]  # the log's address may have changed since; the key has not
        return read_checkpoint(note, self.key.verifier_key._replace(name=origin))

    def remember(self, note: str) -> None:
        """Keep ``note`` as the last one signed; on disk before this returns."""
        written = self._memory.with_suffix(".new")
        with written.open("w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        written.replace(self._memory)


def signer_for(settings: Settings) -> Signer:
    """Return the signer of this installation; its key is made on first use.

    Raises:
        UnsafeKey: if the key's file can be read by others or holds another kind of key.
    """
    return signer_in(settings.data_dir / "keys", log_name(settings.base_url))


def signer_in(folder: Path, name: str) -> Signer:
    """Return the signer called ``name`` whose key and memory lie in ``folder``."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Signer(SigningKey(name, load_private_key(folder / KEY_FILE)), folder / MEMORY_FILE)


def log_name(base_url: str) -> str:
    """Return the log's origin: its address without the scheme (C2SP ``tlog-tiles``)."""
    address = urlsplit(base_url)
    return f"{address.netloc}{address.path.rstrip('/')}/ledger"


def load_private_key(path: Path) -> Ed25519PrivateKey:
    """Return the key kept at ``path``, making one if there is none.

    Raises:
        UnsafeKey: if others can read the file, or it holds another kind of key.
    """
    if not path.exists():
        _make_private_key(path)
    if path.stat().st_mode & _OTHERS_MAY:
        message = f"{path} can be read by others: chmod 600, and consider the key known"
        raise UnsafeKey(message)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path} holds no Ed25519 key"
        raise UnsafeKey(message)
    return key


def _make_private_key(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with tempfile.NamedTemporaryFile(dir=path.parent) as own:  # readable by its owner only
        own.write(pem)
        own.flush()
        os.fsync(own.fileno())
        # Linked, not renamed: of two processes that start together, the first one's key stays.
        with suppress(FileExistsError):
            os.link(own.name, path)
