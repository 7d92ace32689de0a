"""What people type, made fit to keep: what is stored is what is shown.

The text stays as it was written: full-width forms, variant ideographs (IVS) and
joined emoji are kept. Removed is only what nobody can see and what reaches beyond
the field: control characters, overrides of the writing direction, hidden tags.
Sources: Unicode UTS 39 section 5.4 (marks), UAX 9 (direction), UTS 51 (emoji tags).
"""

import re
import unicodedata

import regex

from foundations.refusal import Refusal
from foundations.words import N_

# UTS 39 calls more than four marks on one letter a sign of abuse; more overlap the lines above and below.
MARKS_PER_LETTER = 4

_HALF_OF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
_UNWANTED = re.compile(
    # A flag such as Scotland's is spelled with tags and stays (group 1); any other tag is hidden text.
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # embeddings, overrides and isolates; deprecated format characters
    "\ufeff\ufff9-\ufffb"  # byte order mark, hidden annotations
    "\U000e0000-\U000e00ff"  # tags
    f"{_NO_CHARACTERS}]"
)
_TOO_MANY_MARKS = regex.compile(rf"(\p{{M}}{{{MARKS_PER_LETTER}}})\p{{M}}+")
# Composing would replace these by another drawing of the ideograph, and with it the spelling of a person's name.
_COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064"
    "\u2065\u2800\u3164\uffa0"
)
_SPACES = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BLANK = _SPACES + _INVISIBLE + "\n"
# A mark needs a letter to stand on; at the very start it would join the page around the field.
_LEADING = regex.compile(rf"\A[{_BLANK}\p{{M}}]+")


class UnusableText(Refusal):
    """The text holds half of a character, which no database and no page can carry."""

    message = N_("This text holds a broken character, so it was not kept. Please delete it or type that part again.")
    status = 422


def clean_text(text: str) -> str:
    """Return ``text`` of several lines as it is to be stored, with line feeds as its line breaks.

    Blank lines before and blanks after the text go, the first line's indentation
    stays. Nothing but blanks becomes the empty string. Cleaning twice changes nothing.

    Raises:
        UnusableText: if it holds a lone surrogate.
    """
    text = _clean(text)
    body = str(_LEADING.sub("", text))
    first_line = text[: len(text) - len(body)].rpartition("\n")[2]
    indentation = "".join(character for character in first_line if character in _SPACES)
    body = body.rstrip(_BLANK)
    return indentation + body if body else ""


def clean_line(text: str) -> str:
    """Return ``text`` as one line: each line break, with the blanks around it, becomes a space.

    Safe for titles, names, mail headers and file names as far as line breaks go.

    Raises:
        UnusableText: if it holds a lone surrogate.
    """
    parts = (part.strip(" ") for part in _clean(text).replace("\t", " ").split("\n"))
    line = " ".join(part for part in parts if part)
    return str(_LEADING.sub("", line)).rstrip(_BLANK)


def _clean(text: str) -> str:
    if _HALF_OF_A_CHARACTER.search(text):
        raise UnusableText
    text = _LINE_BREAK.sub("\n", text)
    text = _UNWANTED.sub(r"\1", text)
    # Before composing, because sorting thousands of marks takes quadratic time; after it, because it can add some.
    return _limit_marks(_compose(_limit_marks(text)))


def _limit_marks(text: str) -> str:
    return text if text.isascii() else str(_TOO_MANY_MARKS.sub(r"\1", text))


def _compose(text: str) -> str:
    """Return ``text`` in normal form C, except for ideographs that it would exchange."""
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces = _COMPATIBILITY_IDEOGRAPHS.split(text)
    pieces[::2] = [unicodedata.normalize("NFC", piece) for piece in pieces[::2]]
    return "".join(pieces)
