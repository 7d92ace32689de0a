#!/usr/bin/env python3
"""Check an exported ledger, or the receipt of one entry, without trusting whoever made it.

Written from ``ledger.md`` beside it, whose section numbers stand in the comments. It needs
Python 3.11 and nothing else, imports nothing of the application and opens no connection.
"""

import argparse
import base64
import binascii
import datetime as dt
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

TILE = 256
SLACK = dt.timedelta(minutes=10)


class Refused(Exception):
    """Something does not fit; the text says what."""


class Checkpoint(NamedTuple):
    """A signed head: name, number of entries, root, and when it was signed."""

    name: str
    size: int
    root: bytes
    signed_at: dt.datetime


class Key(NamedTuple):
    """The ledger's public key with its name."""

    name: str
    public: bytes

    def identifier(self, kind: int) -> bytes:
        """Return the id of this key for one kind of signature."""
        return sha256(self.name.encode() + b"\n" + bytes([kind]) + self.public)[:4]


def require(condition: object, reason: str) -> None:
    """Refuse with ``reason`` unless ``condition`` holds."""
    if not condition:
        raise Refused(reason)


def sha256(data: bytes) -> bytes:
    """Return the hash that everything here is built from."""
    return hashlib.sha256(data).digest()


def exact_base64(text: str) -> bytes:
    """Decode base64 in its one exact writing."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(f"not base64: {text[:60]!r}") from error
    require(base64.b64encode(decoded).decode() == text, f"base64 with stray bits: {text[:60]!r}")
    return decoded


def read_text(path: Path) -> str:
    """Read a file in strict UTF-8, without translating line ends."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: {error}") from error


# ---- Ed25519, RFC 8032 section 5.1: verification only, so nothing here is secret ----------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z


def add(one: Point, other: Point) -> Point:
    """Add two points (section 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(factor: int, point: Point) -> Point:
    """Add a point to itself ``factor`` times."""
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def decode_point(encoded: bytes) -> Point | None:
    """Return the point that 32 bytes stand for, or None if they are not its canonical writing (section 5.1.3)."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the key signed the message (section 5.1.7)."""
    if len(signature) != 64 or len(public) != 32:
        return False
    key, commitment = decode_point(public), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or BASE is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = multiply(scalar, BASE), add(commitment, multiply(challenge, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ---- Section 1 and 2: key and checkpoint --------------------------------------------------


def read_key(text: str) -> Key:
    """Read a verifier key (section 1)."""
    parts = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text.removesuffix("\n"))
    if parts is None:
        raise Refused("the verifier key is not one")
    encoded = exact_base64(parts[3])
    key = Key(parts[1], encoded[1:])
    require(len(encoded) == 33 and encoded[0] == 1, "the verifier key is no Ed25519 key")
    require(key.identifier(1).hex() == parts[2], "the verifier key's id is not its own")
    return key


def read_checkpoint(note: str, key: Key) -> Checkpoint:
    """Read a checkpoint and check both signatures (section 2)."""
    parts = re.fullmatch(r"(([^\n]+)\n(0|[1-9][0-9]{0,17})\n([^\n]+)\n)\n((?:[^\n]*\n)+)", note)
    if parts is None:
        raise Refused("the checkpoint is not one")
    body, name, size, root, lines = parts.groups()
    require(name == key.name, f"the checkpoint is of {name!r}, the key of {key.name!r}")
    plain, timed = b"", b""
    for line in lines.removesuffix("\n").split("\n"):
        signed = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        if signed is None:
            raise Refused("the checkpoint has a line that is no signature")
        signature = exact_base64(signed[2])
        if (signed[1], signature[:4]) == (key.name, key.identifier(1)):
            plain = signature[4:]
        elif (signed[1], signature[:4]) == (key.name, key.identifier(4)):
            timed = signature[4:]
    seconds = int.from_bytes(timed[:8], "big")
    require(is_signed(key.public, plain, body.encode()), "the checkpoint's signature does not verify")
    timed_message = f"cosignature/v1\ntime {seconds}\n{body}".encode()
    require(is_signed(key.public, timed[8:], timed_message), "the checkpoint's signed time does not verify")
    hashed = exact_base64(root)
    require(len(hashed) == 32, "the checkpoint's root is no hash")
    return Checkpoint(name, int(size), hashed, dt.datetime.fromtimestamp(seconds, dt.UTC))


# ---- Sections 3 and 4: entries and tiles --------------------------------------------------


def leaf_hash(commitment: bytes) -> bytes:
    """Return the hash of one entry."""
    return sha256(b"\0" + commitment)


def root_of(hashes: list[bytes]) -> bytes:
    """Return the root over hashes, level by level: an odd last one moves up as it is."""
    if not hashes:
        return sha256(b"")
    while len(hashes) > 1:
        pairs = [sha256(b"\1" + a + b) for a, b in zip(hashes[::2], hashes[1::2], strict=False)]
        hashes = pairs + hashes[len(pairs) * 2 :]
    return hashes[0]


def tile_name(number: int, width: int) -> str:
    """Return the end of a tile's path."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03}")
    return "/".join(groups) + (f".p/{width}" if width < TILE else "")


def read_bundles(folder: Path, size: int) -> dict[str, list[bytes]]:
    """Read all entry bundles (section 3); returns their commitments by path."""
    bundles = {}
    for start in range(0, size, TILE):
        width = min(TILE, size - start)
        name = f"tile/entries/{tile_name(start // TILE, width)}"
        content = (folder / name).read_bytes() if (folder / name).is_file() else b""
        records = [content[place : place + 34] for place in range(0, len(content), 34)]
        whole = len(content) == width * 34 and all(record[:2] == b"\0\x20" for record in records)
        require(whole, f"{name} does not hold {width} entries of 32 bytes")
        bundles[name] = [record[2:] for record in records]
    return bundles


def check_tiles(folder: Path, leaves: list[bytes]) -> set[str]:
    """Compare every tile with the entries (section 4); returns their paths."""
    names = set()
    level, hashes = 0, leaves
    while hashes:
        tiles = [hashes[place : place + TILE] for place in range(0, len(hashes), TILE)]
        for number, tile in enumerate(tiles):
            name = f"tile/{level}/{tile_name(number, len(tile))}"
            path = folder / name
            require(path.is_file() and path.read_bytes() == b"".join(tile), f"{name} is not that of the entries")
            names.add(name)
        level, hashes = level + 1, [root_of(tile) for tile in tiles if len(tile) == TILE]
    return names


# ---- Section 5: opened entries ------------------------------------------------------------


def no_fraction(text: str) -> None:
    """Refuse what RFC 8785 writes in more than one way."""
    raise Refused(f"a fraction in an opened entry: {text}")


def check_text(text: str) -> dt.datetime:
    """Check what an entry says for its form; returns when it says it happened."""
    try:
        said = json.loads(text, parse_float=no_fraction, parse_constant=no_fraction)
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        require(text.encode() == canonical.encode(), "an opened entry is not in its canonical writing")
        known = isinstance(said, dict) and set(said) == {"at", "key", "kind", "payload", "subject"}
        require(known, "an opened entry lacks or adds a key")
        at, key, kind, payload, subject = (said[name] for name in sorted(said))
        require(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", str(at), re.ASCII), "an entry has a wrong time")
        require(re.fullmatch("[a-z2-7]{26}", str(key)), "an opened entry has a key of another form")
        right = isinstance(kind, str) and isinstance(payload, dict) and isinstance(subject, str | None)
        require(right, "an opened entry has a kind, payload or subject of another type")
        return dt.datetime.fromisoformat(at)
    except (ValueError, RecursionError) as error:
        raise Refused(f"an opened entry cannot be read: {error}") from error


def check_opened(folder: Path, commitments: list[bytes], checkpoint: Checkpoint, older: list[Checkpoint]) -> int:
    """Check every opened entry against its commitment (section 5); returns how many there are."""
    text = read_text(folder / "opened.jsonl")
    require(not text or text.endswith("\n"), "opened.jsonl is cut off")
    before = -1
    lines = text.split("\n")[:-1]
    for line in lines:
        index, salt, said = read_opened(line)
        require(before < index < len(commitments), f"opened entry {index} is out of order or not in the ledger")
        before = index
        commitment = sha256(bytes.fromhex(salt) + said.encode())
        require(commitment == commitments[index], f"opened entry {index} is not what was committed to")
        at = check_text(said)
        require(at <= checkpoint.signed_at + SLACK, f"opened entry {index} is dated after the checkpoint")
        for earlier in older:
            dated_back = index >= earlier.size and at < earlier.signed_at - SLACK
            require(not dated_back, f"opened entry {index} is dated before a checkpoint that does not hold it")
    return len(lines)


def read_opened(line: str) -> tuple[int, str, str]:
    """Read one line of opened.jsonl: index, salt and text."""
    try:
        opened = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused(f"a line of opened.jsonl is no JSON: {error}") from error
    require(
        isinstance(opened, dict) and set(opened) == {"index", "salt", "text"}, "a line of opened.jsonl has other keys"
    )
    index, salt, text = opened["index"], opened["salt"], opened["text"]
    require(type(index) is int, "an opened entry's index is no whole number")
    require(isinstance(salt, str) and re.fullmatch("[0-9a-f]{64}", salt), f"opened entry {index} has a wrong salt")
    require(isinstance(text, str), f"opened entry {index} has no text")
    return index, salt, text


# ---- Sections 6 and 7: older checkpoints and receipts ----------------------------------------


def check_older(older: Checkpoint, checkpoint: Checkpoint, leaves: list[bytes]) -> None:
    """Check that the ledger continues an older checkpoint (section 6)."""
    what = f"the older checkpoint over {older.size} entries"
    require(older.size <= checkpoint.size, f"{what} is larger than the ledger: entries were cut off")
    require(root_of(leaves[: older.size]) == older.root, f"{what} does not fit: its entries were rewritten")


def check_receipt(text: str, key: Key) -> tuple[int, Checkpoint]:
    """Check the proof of one entry (section 7); returns its place and the checkpoint."""
    pattern = r"c2sp\.org/tlog-proof@v1\nextra (\S+)\nindex (0|[1-9][0-9]{0,17})\n((?:\S+\n)*)\n(.*)"
    parts = re.fullmatch(pattern, text, re.DOTALL | re.ASCII)
    if parts is None:
        raise Refused("the receipt is not one")
    commitment, index, checkpoint = exact_base64(parts[1]), int(parts[2]), read_checkpoint(parts[4], key)
    require(len(commitment) == 32, "the receipt's commitment is no hash")
    require(index < checkpoint.size, "the receipt's place is beyond its checkpoint")
    result, node, last = leaf_hash(commitment), index, checkpoint.size - 1
    for line in parts[3].split():
        sibling = exact_base64(line)
        require(len(sibling) == 32 and last > 0, "the receipt's proof is too long or damaged")
        if node & 1 or node == last:
            result = sha256(b"\1" + sibling + result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = sha256(b"\1" + result + sibling)
        node, last = node >> 1, last >> 1
    require(last == 0 and result == checkpoint.root, "the receipt's entry is not in the ledger")
    return index, checkpoint


# ---- The two commands ---------------------------------------------------------------------


def check_export(folder: Path, key_file: Path | None, older_files: list[Path]) -> None:
    """Check everything in an export and say what fits."""
    require(folder.is_dir(), f"{folder} is no folder")
    key = read_key(read_text(folder / "verifier-key" if key_file is None else key_file))
    require(read_key(read_text(folder / "verifier-key")) == key, "the export is by another key than yours")
    checkpoint = read_checkpoint(read_text(folder / "checkpoint"), key)
    say(f"checkpoint: {checkpoint.size} entries of {checkpoint.name}, signed {checkpoint.signed_at:%Y-%m-%d %H:%M} UTC")
    bundles = read_bundles(folder, checkpoint.size)
    commitments = [commitment for bundle in bundles.values() for commitment in bundle]
    leaves = [leaf_hash(commitment) for commitment in commitments]
    require(root_of(leaves) == checkpoint.root, "the entries are not those that were signed")
    say("entries: all there, in the order that was signed")
    names = {"checkpoint", "verifier-key", "opened.jsonl", *bundles, *check_tiles(folder, leaves)}
    found = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()
    }
    require(found == names, f"the export holds something else: {sorted(found ^ names)[:3]}")
    say("tiles: all there, each that of the entries")
    older = [read_checkpoint(read_text(path), key) for path in older_files]
    for earlier in older:
        check_older(earlier, checkpoint, leaves)
        say(f"older checkpoint: its {earlier.size} entries are the first ones of this ledger")
    opened = check_opened(folder, commitments, checkpoint, older)
    say(f"opened entries: {opened}, each what was committed to")
    if key_file is None:
        say("NOTE: the key came with the export, as a forger's would. Get it elsewhere and give it with --key.")


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 if all fits, 1 with the first reason if not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    export = commands.add_parser("export", help="check an exported ledger")
    export.add_argument("folder", type=Path)
    export.add_argument("--key", type=Path, help="file with the verifier key, got by another way than the export")
    export.add_argument("--older", type=Path, action="append", default=[], help="a checkpoint kept from earlier")
    receipt = commands.add_parser("receipt", help="check the receipt of one entry")
    receipt.add_argument("file", type=Path)
    receipt.add_argument("--key", type=Path, required=True, help="file with the verifier key")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "export":
            check_export(asked.folder, asked.key, asked.older)
        else:
            index, checkpoint = check_receipt(read_text(asked.file), read_key(read_text(asked.key)))
            say(f"entry {index} is in the ledger of {checkpoint.size} entries of {checkpoint.name},")
            say(f"as signed {checkpoint.signed_at:%Y-%m-%d %H:%M} UTC")
    except Refused as reason:
        say(f"REFUSED: {reason}")
        return 1
    say("Everything fits.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
