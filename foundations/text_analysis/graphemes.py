"""Characters as a person sees and counts them (UAX 29 extended grapheme clusters)."""

from collections.abc import Iterator
from itertools import islice

import regex

# The longest emoji in use has 10 code points. A cluster may grow without end, and one of 50,000
# code points must not slip through a limit of one character: from here on it counts as another.
CODE_POINTS_PER_GRAPHEME = 32

# \X alone counts back over all flags before it, which takes quadratic time: pair them here.
_GRAPHEME = regex.compile(r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+|\X")


def graphemes(text: str) -> Iterator[str]:
    """Yield the characters of ``text`` one by one, none longer than 32 code points."""
    for match in _GRAPHEME.finditer(text):
        cluster: str = match[0]
        if len(cluster) <= CODE_POINTS_PER_GRAPHEME:
            yield cluster
        else:
            for start in range(0, len(cluster), CODE_POINTS_PER_GRAPHEME):
                yield cluster[start : start + CODE_POINTS_PER_GRAPHEME]


def count_graphemes(text: str) -> int:
    """Return how many characters a person sees in ``text``; a line break is one of them."""
    return sum(1 for _ in graphemes(text))


def truncate(text: str, limit: int, *, ellipsis: str = "…") -> str:
    """Return ``text`` in at most ``limit`` characters, ending in ``ellipsis`` where it was cut.

    Raises:
        ValueError: if not even the ellipsis fits into ``limit``.
    """
    room = limit - count_graphemes(ellipsis)
    if room < 0:
        message = f"limit {limit} has no room for {ellipsis!r}"
        raise ValueError(message)
    first = list(islice(graphemes(text), limit + 1))
    if len(first) <= limit:
        return text
    return "".join(first[:room]).rstrip() + ellipsis
