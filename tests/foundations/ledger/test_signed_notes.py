"""Checkpoints as signed notes: C2SP's own example, and every way to forge one."""

import datetime as dt
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from foundations.ledger.signed_notes import (
    Checkpoint,
    NoteRefused,
    SignatureType,
    SigningKey,
    VerifierKey,
    read_checkpoint,
)

AT = dt.datetime(2026, 11, 22, 16, 6, 7, tzinfo=dt.UTC)
ROOT = bytes(range(32))
KEY = SigningKey("yoriai.example/ledger", Ed25519PrivateKey.from_private_bytes(bytes(32)))
NOTE = KEY.sign(size=12, root=ROOT, at=AT)


def test_verifier_key_has_the_id_that_the_go_implementation_gives() -> None:
    # The example key of golang.org/x/mod/sumdb/note.
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    assert str(VerifierKey.parse(text)) == text


def test_sign_writes_a_note_that_the_go_example_key_would_recognise() -> None:
    lines = NOTE.split("\n")

    assert lines[:4] == ["yoriai.example/ledger", "12", b64encode(ROOT).decode(), ""]
    name, signature = lines[4].removeprefix("— ").split(" ")
    identified = b64decode(signature)
    assert name == "yoriai.example/ledger"
    assert identified[:4].hex() == str(KEY.verifier_key).split("+")[1]
    public = Ed25519PublicKey.from_public_bytes(KEY.verifier_key.public_key)
    public.verify(identified[4:], "\n".join(lines[:3]).encode() + b"\n")


def test_sign_adds_the_time_as_a_cosignature() -> None:
    identified = b64decode(NOTE.split("\n")[5].split(" ")[2])
    body = "\n".join(NOTE.split("\n")[:3]) + "\n"

    assert int.from_bytes(identified[4:12]) == int(AT.timestamp())
    public = Ed25519PublicKey.from_public_bytes(KEY.verifier_key.public_key)
    public.verify(identified[12:], f"cosignature/v1\ntime {int(AT.timestamp())}\n{body}".encode())


def test_read_checkpoint_gives_back_what_was_signed() -> None:
    assert read_checkpoint(NOTE, KEY.verifier_key) == Checkpoint("yoriai.example/ledger", 12, ROOT, AT)


def test_read_checkpoint_passes_over_the_signatures_of_witnesses() -> None:
    witnessed = NOTE + f"— witness.example {b64encode(bytes(76)).decode()}\n"

    assert read_checkpoint(witnessed, KEY.verifier_key).size == 12


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_read_checkpoint_refuses_every_flipped_bit(place: int, bit: int) -> None:
    flipped = bytearray(NOTE.encode())
    flipped[place] ^= 1 << bit

    with pytest.raises(NoteRefused):
        read_checkpoint(flipped.decode("latin-1" if not is_utf8(flipped) else "utf-8"), KEY.verifier_key)


@given(st.integers(0, len(NOTE) - 1))
def test_read_checkpoint_refuses_every_truncation(length: int) -> None:
    with pytest.raises(NoteRefused):
        read_checkpoint(NOTE[:length], KEY.verifier_key)


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("yoriai.example/ledger\n12", "other.example/ledger\n12"),
        NOTE.replace("\n12\n", "\n012\n"),
        NOTE.replace("\n12\n", "\n13\n"),
        "\n".join(NOTE.split("\n")[:5]) + "\n",  # without the time
        "\n".join([*NOTE.split("\n")[:4], *NOTE.split("\n")[5:]]),  # without the plain signature
        NOTE + "a line that is no signature\n",
        NOTE.replace("\n\n", "\nextension\n\n"),
        NOTE.replace("=\n", "\n"),
        SigningKey("yoriai.example/ledger", Ed25519PrivateKey.generate()).sign(size=12, root=ROOT, at=AT),
        SigningKey("other.example/ledger", Ed25519PrivateKey.from_private_bytes(bytes(32))).sign(
            size=12, root=ROOT, at=AT
        ),
    ],
)
def test_read_checkpoint_refuses_what_its_log_did_not_sign(note: str) -> None:
    with pytest.raises(NoteRefused):
        read_checkpoint(note, KEY.verifier_key)


def test_read_checkpoint_refuses_a_log_of_another_name_though_signed_by_our_key() -> None:
    class Impostor(SigningKey):
        """Signs the tree of one log under the name of another."""

        def sign(self, *, size: int, root: bytes, at: dt.datetime) -> str:
            true = self.verifier_key
            self.verifier_key = true._replace(name="other.example/ledger")
            body = super().sign(size=size, root=root, at=at).partition("\n\n")[0] + "\n"
            self.verifier_key = true
            plain = self._private_key.sign(body.encode())
            timed = int(at.timestamp()).to_bytes(8) + self._private_key.sign(
                f"cosignature/v1\ntime {int(at.timestamp())}\n{body}".encode()
            )
            return f"{body}\n{self._line(SignatureType.NOTE, plain)}{self._line(SignatureType.TIMESTAMPED, timed)}"

    impostor = Impostor("yoriai.example/ledger", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    note = impostor.sign(size=12, root=ROOT, at=AT)

    with pytest.raises(NoteRefused, match="no checkpoint of yoriai"):
        read_checkpoint(note, KEY.verifier_key)


def test_read_checkpoint_refuses_a_second_writing_of_a_signature() -> None:
    # 68 bytes leave two bits of the last letter unused; another letter would decode to the same bytes.
    start, letter = NOTE.split("=\n")[1][:-1], NOTE.split("=\n")[1][-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = alphabet[alphabet.index(letter) ^ 1]

    with pytest.raises(NoteRefused, match="stray bits"):
        read_checkpoint(NOTE.replace(f"{start}{letter}=", f"{start}{twin}="), KEY.verifier_key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PaulNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10",
        "PeterNeumann+c74f20a3+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+A",
    ],
)
def test_verifier_key_refuses_a_damaged_one(text: str) -> None:
    with pytest.raises(NoteRefused):
        VerifierKey.parse(text)


@pytest.mark.parametrize("name", ["", "with space", "with+plus", "line\nbreak"])
def test_signing_key_refuses_a_name_that_notes_cannot_carry(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a key"):
        SigningKey(name, Ed25519PrivateKey.generate())


def is_utf8(octets: bytearray) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True
