"""Mail addresses as people type them, and the key by which two of them are the same."""

import unicodedata

LONGEST_ADDRESS = 254


def plain_address(typed: str) -> str:
    """Return what was typed with full-width letters (an input method's habit) made plain, without blanks around it."""
    return unicodedata.normalize("NFKC", typed).strip()


def address_key(address: str) -> str:
    """Return what two spellings of one address have in common: case and width do not matter."""
    return plain_address(address).casefold()
