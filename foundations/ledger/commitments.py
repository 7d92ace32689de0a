"""What an entry commits to: a canonical text and a salt, hashed to 32 opaque bytes.

The text is canonical JSON (RFC 8785) of whole numbers, texts, truth values, nulls,
lists and objects. Fractions are refused: their writing differs between languages,
and whoever checks an entry must come to the same bytes.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from secrets import token_bytes
from typing import NamedTuple

SALT_BYTES = 32
_LARGEST_EXACT = 2**53 - 1  # RFC 7493: beyond it a reader with binary64 numbers rounds

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


class NotCanonical(TypeError):
    """A value that has no one agreed writing as JSON."""


class Commitment(NamedTuple):
    """A text with the salt that hides it and the hash that binds it."""

    digest: bytes
    salt: bytes
    text: str


def canonical_json(value: Json) -> str:
    """Return the one canonical writing of ``value`` (RFC 8785).

    Raises:
        NotCanonical: for a fraction, a number beyond 2**53, a key that is no ASCII
            text, half a surrogate pair, or a value of any other type.
    """
    _check_canonical(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"text with half a surrogate pair: {error.object[error.start : error.end]!r}"
        raise NotCanonical(message) from error
    return text


def commit(text: str) -> Commitment:
    """Commit to ``text`` under a fresh random salt."""
    salt = token_bytes(SALT_BYTES)
    return Commitment(opening(salt, text), salt, text)


def opening(salt: bytes, text: str) -> bytes:
    """Return the commitment that ``salt`` and ``text`` open: SHA-256 over both in UTF-8."""
    return sha256(salt + text.encode()).digest()


def envelope(*, key: str, kind: str, subject: str | None, at: dt.datetime, payload: Mapping[str, Json]) -> str:
    """Return the text of one entry: what happened, to whom or what, when, under which key."""
    return canonical_json({"at": utc_text(at), "key": key, "kind": kind, "payload": payload, "subject": subject})


def utc_text(instant: dt.datetime) -> str:
    """Return an instant as RFC 3339 in UTC with six decimals, so that texts sort as times.

    Raises:
        TypeError: for a naive instant.
    """
    if instant.tzinfo is None:
        message = f"naive datetime {instant!r}: pass an instant with its zone"
        raise TypeError(message)
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _check_canonical(value: Json) -> None:
    match value:
        case None | bool() | str():
            return
        case int() if abs(value) <= _LARGEST_EXACT:
            return
        case Mapping():
            _check_keys(value)
            items: Iterable[Json] = value.values()
        case list() | tuple():
            items = value
        case _:
            message = f"{value!r} has no one writing that all read back alike: record it as text"
            raise NotCanonical(message)
    for item in items:
        _check_canonical(item)


def _check_keys(value: Mapping[str, Json]) -> None:
    for key in value:
        # ASCII keys sort alike by code point (Python) and by UTF-16 (RFC 8785).
        if not isinstance(key, str) or not key.isascii():
            message = f"key {key!r} is no ASCII text"
            raise NotCanonical(message)
