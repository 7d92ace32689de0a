"""Table cells that a spreadsheet would take for a formula, made harmless and restored.

OWASP's list of first characters (``= + - @`` tab, carriage return) with line feed and
NUL, and the full-width forms that a Japanese input method types. Such a cell gets a
leading apostrophe on the way out. So does one that begins with an apostrophe before
such a character, or the way back could not tell them apart.
"""

import re

FORMULA_STARTS = "=+-@\t\r\n\0＝＋－＠"

_RISKY = re.compile(f"'*[{re.escape(FORMULA_STARTS)}]")
_MADE_HARMLESS = re.compile(f"''*[{re.escape(FORMULA_STARTS)}]")


def harmless_cell(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it and computes nothing."""
    return f"'{text}" if _RISKY.match(text) else text


def restored_cell(text: str) -> str:
    """Return what ``harmless_cell`` was given; other text is returned as it is."""
    return text[1:] if _MADE_HARMLESS.match(text) else text
