"""The codes on paper slips: short enough to type on a phone, too many to guess.

Crockford's Base32 (https://www.crockford.com/base32.html) leaves out I, L, O and U, and
reads them as what they look like. Ten letters are 50 bits; guesses are limited besides.
"""

import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
LENGTH = 10


def new_slip_code() -> str:
    """Return a random code as it is printed: two groups of five."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def read_slip_code(typed: str) -> str | None:
    """Return the code that somebody meant, as it is printed; None if it cannot be one."""
    letters = typed.upper().translate(_READ_AS)
    if len(letters) != LENGTH or any(letter not in _LETTERS for letter in letters):
        return None
    return f"{letters[:5]}-{letters[5:]}"
