"""What changed between two wordings, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison."""

    change: Literal["kept", "removed", "added"]
    text: str


def compare_texts(before: str, after: str) -> list[Line]:
    """Return the lines of both texts in order: those kept once, those removed before those added in their place."""
    return list(_compared(before.splitlines(), after.splitlines()))


def _compared(before: list[str], after: list[str]) -> Iterator[Line]:
    for change, first, last, start, end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if change == "equal":
            yield from (Line("kept", text) for text in before[first:last])
            continue
        yield from (Line("removed", text) for text in before[first:last])
        yield from (Line("added", text) for text in after[start:end])
