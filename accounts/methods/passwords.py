"""What a good password is, and how it is kept: as an Argon2id hash.

Sources: OWASP ASVS 5.0 section 6.2, NIST SP 800-63B-4 section 3.1.1, RFC 9106.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST = 15
LONGEST = 1000

# Words of this place: they add nothing to a password.
CONTEXT_WORDS = (
    *("東京都", "都庁", "東京", "とうきょう", "トウキョウ", "tokyo", "tocho"),
    *("yoriai", "寄合", "よりあい", "ヨリアイ"),
)
_SHORTEST_CONTEXT_WORD = 2
# zxcvbn takes exponential time over look-alike characters (0 for o): 2 s for 64 of them, 0.02 s for 16.
_JUDGED = 16
_FEWEST_GUESSES = 10**8
_PARTS = re.compile(r"[\W_]+")

# 50 to 250 ms on an ordinary core; OWASP asks for at least m = 19 MiB, t = 2, p = 1.
_hasher = PasswordHasher(time_cost=3, memory_cost=46 * 1024, parallelism=1)


def is_too_short(password: str) -> bool:
    """Tell whether there are too few characters for a password without a second factor."""
    return len(_composed(password)) < SHORTEST


def is_too_long(password: str) -> bool:
    """Tell whether there are more characters than anybody would need."""
    return len(password) > LONGEST


def is_easy_to_guess(password: str, known_words: Iterable[str] = ()) -> bool:
    """Tell whether a program that knows common passwords and ``known_words`` would find it soon.

    ``known_words`` are the person's own name and address. They, their parts and the words
    of this place count for nothing wherever they stand; what is left must resist alone.
    """
    folded = _folded(password[:LONGEST])
    for word in sorted(_words(known_words), key=len, reverse=True):
        folded = folded.replace(word, "")
    return any(_guesses(text) < _FEWEST_GUESSES for text in (password[:LONGEST], folded))


def hash_password(password: str) -> str:
    """Return what is kept of a password. Slow on purpose; never call it while holding a lock."""
    return _hasher.hash(_bytes(password))


def is_password_of(password: str, kept: str | None) -> bool:
    """Tell whether ``kept`` was made from ``password``; equally slow when nothing is kept."""
    if is_too_long(password):  # it cannot have been chosen, and composing it might take long
        password, kept = "", None
    try:
        return _hasher.verify(kept or _hash_of_nobody(), _bytes(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def should_be_hashed_again(kept: str) -> bool:
    """Tell whether ``kept`` was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash(b"nobody's password: what is typed for an unknown address is compared with it")


def _composed(password: str) -> str:
    """Return the one spelling of ``password``, whichever keyboard it was typed on."""
    return unicodedata.normalize("NFC", password)


def _bytes(password: str) -> bytes:
    # A lone surrogate is no character of any keyboard, but it must not break the page.
    return _composed(password).encode("utf-8", "surrogatepass")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _words(known_words: Iterable[str]) -> set[str]:
    known = {_folded(word) for word in known_words}
    parts = {part for word in known for part in _PARTS.split(word)}
    return {_folded(word) for word in CONTEXT_WORDS} | {
        word for word in known | parts if len(word) >= _SHORTEST_CONTEXT_WORD
    }


def _guesses(text: str) -> int:
    unit = _unit(text)
    return int(zxcvbn(unit[:_JUDGED])["guesses"]) if unit else 0


def _unit(text: str) -> str:
    """Return what ``text`` repeats, or all of it: a common password twice is hardly better than once."""
    for length in range(1, len(text) // 2 + 1):
        unit = text[:length]
        if text == (unit * (len(text) // length + 1))[: len(text)]:
            return unit
    return text
