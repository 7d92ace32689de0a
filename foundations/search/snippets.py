"""Shows where a text answers a query: pieces of the text as it was written, marked or not."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import regex

from foundations.search.question import LONGEST_QUERY, SHORTEST_BEGINNING, read_question
from foundations.text_analysis.folding import fold_forms, to_hiragana
from foundations.text_analysis.graphemes import graphemes
from foundations.text_analysis.tokens import LETTER, stretches

EXCERPT_LENGTH = 120
_LEAD = 24
_END_OF_SENTENCE = re.compile(r"[。！？.!?\n]\s*")


class Segment(NamedTuple):
    """A piece of a text; ``is_match`` where it answers the query."""

    text: str
    is_match: bool


Span = tuple[int, int]


def highlight(text: str, query: str) -> list[Segment]:
    """Return the whole of ``text`` with the places marked that answer ``query``."""
    return list(_segments(text, _matches(text, query)))


def excerpt(text: str, query: str, *, length: int = EXCERPT_LENGTH) -> list[Segment]:
    """Return ``length`` characters of ``text`` from where it answers ``query`` best, on one line."""
    matches = _matches(text, query)
    begin = _beginning(text, _densest(matches, length)) if matches else 0
    end = begin + sum(map(len, islice(graphemes(text[begin:]), length)))
    inside = [
        (max(start, begin) - begin, min(stop, end) - begin) for start, stop in matches if begin < stop and start < end
    ]
    segments = list(_segments(re.sub(r"\s", " ", text[begin:end]), inside))
    return [
        *([Segment("…", is_match=False)] if begin > 0 else []),
        *segments,
        *([Segment("…", is_match=False)] if end < len(text) else []),
    ]


def _segments(text: str, matches: Iterable[Span]) -> Iterator[Segment]:
    place = 0
    for start, end in matches:
        if place < start:
            yield Segment(text[place:start], is_match=False)
        yield Segment(text[start:end], is_match=True)
        place = end
    if place < len(text):
        yield Segment(text[place:], is_match=False)


def _matches(text: str, query: str) -> list[Span]:
    needles = _needles(query)
    # One ideograph alone stands in many words: it is marked only where nothing better is.
    spans = _places(text, {needle for needle in needles if len(needle[0]) > 1}) or _places(text, needles)
    return _merged(spans)


def _needles(query: str) -> set[tuple[str, bool]]:
    """Return what to mark, folded, and whether it is a word of letters."""
    asked = query[:LONGEST_QUERY]
    needles = set(stretches(asked))
    for word in read_question(asked).words:
        is_letters = (word.text, True) in needles
        needles |= {(word.text, is_letters), *((part[0], is_letters) for part in word.parts if len(part) == 1)}
    return needles


def _places(text: str, needles: set[tuple[str, bool]]) -> list[Span]:
    if not needles:
        return []
    folded = fold_forms(text)
    longest_first = sorted(needles, key=lambda needle: (-len(needle[0]), needle))
    pattern = regex.compile("|".join(_pattern(*needle) for needle in longest_first), regex.VERSION1)
    matches = (match.span() for match in pattern.finditer(to_hiragana(folded.text)))
    return [(folded.starts[start], folded.ends[end - 1]) for start, end in matches]


def _pattern(needle: str, is_letters: bool) -> str:  # noqa: FBT001 - a pair of the set, unpacked
    escaped = regex.escape(needle, special_only=True)
    if not is_letters:
        return str(escaped)
    rest = f"{LETTER}*+" if len(needle) >= SHORTEST_BEGINNING else f"(?!{LETTER})"
    return f"(?<!{LETTER}){escaped}{rest}"


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _densest(matches: list[Span], length: int) -> int:
    """Return the start of the match after which most of the next ``length`` code points are matched."""
    best, best_weight, weight, last = 0, 0, 0, 0
    for first, (start, end) in enumerate(matches):
        while last < len(matches) and matches[last][1] <= start + length:
            weight += matches[last][1] - matches[last][0]
            last += 1
        if weight > best_weight:
            best, best_weight = first, weight
        weight -= (end - start) if first < last else 0
    return matches[best][0]


def _beginning(text: str, match: int) -> int:
    """Return where to begin so that ``match`` is read with what stands before it in the sentence."""
    earliest = max(0, match - _LEAD)
    before = text[earliest:match]
    ends = [end.end() for end in _END_OF_SENTENCE.finditer(before)]
    if ends:
        return earliest + ends[-1]
    # The first of these characters may be the rest of one that began before.
    return 0 if earliest == 0 else earliest + len(next(graphemes(before)))
