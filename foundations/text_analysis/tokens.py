"""Text cut into what search looks up: pairs of characters in Japanese, words elsewhere.

Japanese has no spaces. Every two neighbouring characters of ideographs, kana and
hangul are a term (東京都: 東京, 京都, 都); the last character of a stretch stands alone, so
that one character is found as the beginning of a term. Letters and digits of other
scripts stay together as words. Everything is folded before.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

import regex

from foundations.text_analysis.folding import fold_forms, to_hiragana


class Script(Enum):
    """How a run of characters is written; in Japanese that often tells where a word begins and ends."""

    IDEOGRAPHS = "ideographs"
    KATAKANA = "katakana"
    HIRAGANA = "hiragana"
    HANGUL = "hangul"
    LETTERS = "letters"


class Run(NamedTuple):
    """Neighbouring characters of one script, folded; they stand at ``original[start:end]``."""

    text: str
    script: Script
    start: int
    end: int


_IDEOGRAPHS = r"\p{Han}々〆〇ヶヵ"
_SPACELESS = rf"{_IDEOGRAPHS}\p{{Katakana}}\p{{Hiragana}}\p{{Hangul}}ー"
LETTER = rf"[[\p{{L}}\p{{N}}\p{{M}}]--[{_SPACELESS}]]"
"""What words of letters are made of, as a set for ``regex``, version 1."""
_LETTERS = rf"(?!\p{{M}}){LETTER}++"
_SCRIPTS = {script.value: script for script in Script}
_RUN = regex.compile(
    rf"(?P<ideographs>[{_IDEOGRAPHS}]++)"
    rf"|(?P<katakana>[[\p{{Katakana}}ー]--[{_IDEOGRAPHS}]]++)"
    r"|(?P<hiragana>[\p{Hiragana}ー]++)"
    r"|(?P<hangul>\p{Hangul}++)"
    rf"|(?P<letters>{_LETTERS})",
    regex.VERSION1,
)
_STRETCH = regex.compile(
    rf"(?P<letters>{_LETTERS})|[{_SPACELESS}]++",
    regex.VERSION1,
)


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of one script in ``text``, in order; what is neither letter nor digit is left out."""
    folded = fold_forms(text)
    for match in _RUN.finditer(folded.text):
        start, end = match.span()
        yield Run(to_hiragana(match[0]), _SCRIPTS[match.lastgroup], folded.starts[start], folded.ends[end - 1])


def stretches(text: str) -> list[tuple[str, bool]]:
    """Return what stands together in ``text``, folded, and whether it is a word of letters."""
    matches = _STRETCH.finditer(to_hiragana(fold_forms(text).text))
    return [(match[0], match.lastgroup == "letters") for match in matches]


def terms(text: str) -> list[str]:
    """Return the terms of ``text`` in order, with repetitions."""
    found: list[str] = []
    for stretch, is_letters in stretches(text):
        if is_letters:
            found.append(stretch)
        else:
            found += pairs(stretch)
    return found


def pairs(stretch: str) -> list[str]:
    """Return every two neighbouring characters of ``stretch``, and its last one alone."""
    return [stretch[place : place + 2] for place in range(len(stretch))]
