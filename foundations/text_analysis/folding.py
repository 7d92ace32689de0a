"""Two spellings of one word made equal, for search and for comparison; never for storing.

ゴミ, ｺﾞﾐ and ごみ fold to the same text, so do Ｄａｔａ and data, ㌔ and キロ, 葛󠄀 and 葛,
コンピューター and コンピュータ. Every folded character knows from where it came, so that
a match can be shown in the text as it was written.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}

_KATAKANA = r"\p{Katakana}ーｰﾞﾟ"
_KANA = _KATAKANA + r"\p{Hiragana}"
_MARK = r"\p{M}ﾞﾟ"
_PLAIN = r"\t\n !-,.-@\[-`a-z{-~、。「」・ぁ-ゖァ-ヺ々一-鿿"
_PIECE = regex.compile(
    # What folds to itself, all at once: this is most of a Japanese text.
    rf"(?P<plain>[{_PLAIN}]+(?![{_MARK}]))"
    # A long vowel at the end of a longer word is written or left out as one pleases: コンピューター.
    rf"|(?P<left_out>(?<=[{_KATAKANA}]{{3}})[ーｰ]++(?![{_KATAKANA}])|(?<=[{_KANA}]{{3}})[ーｰ]++(?![{_KANA}]))"
    # Dashes between kana are long vowels from keyboards without ー; すごーーい is すごーい.
    rf"|(?P<long_vowel>[ーｰ]++|(?<=[{_KANA}])[-‐‑‒–—―−─](?=[{_KANA}]))"
    # What composes to one character is folded as one; eight marks are more than any language uses.
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    rf"|[^{_MARK}][{_MARK}]{{0,8}}+|[{_MARK}]{{1,8}}+"
)
_VOWELS = {"long_vowel": "ー", "left_out": ""}
# ㌫ becomes パーセント; whole Arabic phrases in one code point would make a text 18 times as long.
_LONGEST_EXPANSION = 4
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}--[\t\n\r]]+", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character ``i`` came from ``original[starts[i]:ends[i]]``."""

    text: str
    starts: list[int]
    ends: list[int]


def fold(text: str) -> str:
    """Return ``text`` folded for search and comparison: NFKC, lower case, hiragana."""
    return to_hiragana(fold_forms(text).text)


def fold_forms(text: str) -> Folded:
    """Return ``text`` folded except that katakana stays katakana, because the script tells words apart."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match.lastgroup == "plain":
            characters.append(match[0])
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        folded = _fold_piece(match[0]) if match.lastgroup is None else _VOWELS[match.lastgroup]
        if folded:
            characters.append(folded)
            starts += [start] * len(folded)
            ends += [end] * len(folded)
        elif ends and ends[-1] == start:
            ends[-1] = end  # what folds to nothing belongs to the character before it
    return Folded("".join(characters), starts, ends)


def to_hiragana(text: str) -> str:
    """Return ``text`` with katakana as hiragana, character for character."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


@lru_cache(maxsize=1 << 16)
def _fold_piece(piece: str) -> str:
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", piece).casefold())
    if len(composed) > len(piece) + _LONGEST_EXPANSION:
        return piece
    return str(_INVISIBLE.sub("", composed))
