"""Checkpoints as signed notes: C2SP ``signed-note``, ``tlog-checkpoint`` and ``tlog-cosignature``.

A checkpoint says "the log of this origin has this many leaves and this root". Ours
carries two Ed25519 signatures by one key: the plain one (type 0x01) that every
client of the ecosystem reads, and a timestamped one (type 0x04) that says when.
"""

import binascii
import datetime as dt
import re
from base64 import b64decode, b64encode
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from foundations.ledger.merkle import HASH_BYTES

_KEY_NAME = re.compile(r"[^\s+]+")
_VERIFIER_KEY = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]+=*)")
_BODY = re.compile(r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]*)\n(?P<root>[A-Za-z0-9+/]{43}=)\n")
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+=*)")
_ID_BYTES = 4
_TIME_BYTES = 8
_SIGNATURE_BYTES = 64


class NoteRefused(ValueError):
    """A note that its key did not sign, or that is no checkpoint of its log."""


class SignatureType(IntEnum):
    """What a key signs, as numbered by C2SP."""

    NOTE = 0x01
    TIMESTAMPED = 0x04


class Checkpoint(NamedTuple):
    """A head of the tree as its log signed it."""

    origin: str
    size: int
    root: bytes
    signed_at: dt.datetime

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


class VerifierKey(NamedTuple):
    """The public key that checks a log's notes, with the log's name."""

    name: str
    public_key: bytes

    def identifier(self, signature_type: SignatureType) -> bytes:
        """Return the four bytes by which a signature names its key."""
        named = self.name.encode() + b"\n" + bytes([signature_type]) + self.public_key
        return sha256(named).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """Write the key as C2SP's ``vkey``: ``<name>+<id>+<base64 of type and key>``."""
        encoded = b64encode(bytes([SignatureType.NOTE]) + self.public_key).decode()
        return f"{self.name}+{self.identifier(SignatureType.NOTE).hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read a ``vkey``.

        Raises:
            NoteRefused: if it is none, is of another type, or its id does not belong to it.
        """
        if not (parts := _VERIFIER_KEY.fullmatch(text.strip())):
            message = "this is no verifier key"
            raise NoteRefused(message)
        encoded = _decoded(parts["key"])
        key = cls(parts["name"], encoded[1:])
        if encoded[:1] != bytes([SignatureType.NOTE]) or len(key.public_key) != HASH_BYTES or str(key) != text.strip():
            message = "this verifier key is damaged or no Ed25519 key"
            raise NoteRefused(message)
        return key


class SigningKey:
    """The private key of a log, with the log's name."""

    def __init__(self, name: str, private_key: Ed25519PrivateKey) -> None:
        """Take the key of the log called ``name``.

        Raises:
            ValueError: if the name is empty or has spaces or a plus.
        """
        if not _KEY_NAME.fullmatch(name):
            message = f"{name!r} cannot name a key: no spaces and no plus"
            raise ValueError(message)
        self._private_key = private_key
        self.verifier_key = VerifierKey(name, private_key.public_key().public_bytes_raw())

    def sign(self, *, size: int, root: bytes, at: dt.datetime) -> str:
        """Return the checkpoint of this head as a signed note. Equal input gives equal text."""
        body = Checkpoint(self.verifier_key.name, size, root, at).body
        seconds = int(at.timestamp())
        plain = self._private_key.sign(body.encode())
        timestamped = seconds.to_bytes(_TIME_BYTES) + self._private_key.sign(_timestamped(seconds, body))
        return f"{body}\n{self._line(SignatureType.NOTE, plain)}{self._line(SignatureType.TIMESTAMPED, timestamped)}"

    def _line(self, signature_type: SignatureType, signature: bytes) -> str:
        identified = self.verifier_key.identifier(signature_type) + signature
        return f"— {self.verifier_key.name} {b64encode(identified).decode()}\n"


def read_checkpoint(note: str, verifier_key: VerifierKey) -> Checkpoint:
    """Return the checkpoint that ``note`` holds, if the key signed it both ways.

    Raises:
        NoteRefused: if it is no note, no checkpoint of this log, or a signature fails.
    """
    text, separator, lines = note.rpartition("\n\n")
    body = text + "\n"
    if not separator or not (parts := _BODY.fullmatch(body)) or parts["origin"] != verifier_key.name:
        message = f"this is no checkpoint of {verifier_key.name}"
        raise NoteRefused(message)
    signatures = _signatures(lines)
    plain = signatures.get((verifier_key.name, verifier_key.identifier(SignatureType.NOTE)), b"")
    timestamped = signatures.get((verifier_key.name, verifier_key.identifier(SignatureType.TIMESTAMPED)), b"")
    seconds = int.from_bytes(timestamped[:_TIME_BYTES])
    _check(verifier_key, plain, body.encode())
    _check(verifier_key, timestamped[_TIME_BYTES:], _timestamped(seconds, body))
    return Checkpoint(
        parts["origin"], int(parts["size"]), _decoded(parts["root"]), dt.datetime.fromtimestamp(seconds, dt.UTC)
    )


def _signatures(lines: str) -> dict[tuple[str, bytes], bytes]:
    """Return the signatures of a note by key name and id; other people's are among them."""
    if not lines.endswith("\n"):
        message = "this note is cut off"
        raise NoteRefused(message)
    signatures = {}
    for line in lines[:-1].split("\n"):
        if not (parts := _SIGNATURE.fullmatch(line)):
            message = "this note has a line that is no signature"
            raise NoteRefused(message)
        signature = _decoded(parts["signature"])
        signatures[parts["name"], signature[:_ID_BYTES]] = signature[_ID_BYTES:]
    return signatures


def _check(verifier_key: VerifierKey, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(verifier_key.public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        reason = f"{verifier_key.name} did not sign this"
        raise NoteRefused(reason) from error


def _timestamped(seconds: int, body: str) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _decoded(encoded: str) -> bytes:
    try:
        decoded = b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise NoteRefused(str(error)) from error
    if b64encode(decoded).decode() != encoded:  # one writing only: stray bits would make a second one
        message = "base64 with stray bits"
        raise NoteRefused(message)
    return decoded
