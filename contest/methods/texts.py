"""What binds a text to its record, so that a later change of a word would show; and which lines a change touched."""

import hashlib
from collections.abc import Iterator
from difflib import SequenceMatcher

Line = tuple[str, bool]


def text_digest(*parts: str) -> str:
    """Return the SHA-256, in hexadecimal, of the parts; each is preceded by its length in 8 bytes."""
    hasher = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        hasher.update(len(encoded).to_bytes(8, "big"))
        hasher.update(encoded)
    return hasher.hexdigest()


def compared_lines(before: str, after: str) -> tuple[list[Line], list[Line]]:
    """Return the lines of both texts, each with whether it is in one of them only."""
    old, new = before.split("\n"), after.split("\n")
    kept = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    old_kept = {block.a + step for block in kept for step in range(block.size)}
    new_kept = {block.b + step for block in kept for step in range(block.size)}
    return list(_marked(old, old_kept)), list(_marked(new, new_kept))


def _marked(lines: list[str], kept: set[int]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield line, number not in kept
