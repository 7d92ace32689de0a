"""What binds an idea's text to its record: a later change of a word would show."""

import hashlib


def text_digest(*parts: str) -> str:
    """Return the SHA-256, in hexadecimal, of the parts; each is preceded by its length in 8 bytes."""
    hasher = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        hasher.update(len(encoded).to_bytes(8, "big"))
        hasher.update(encoded)
    return hasher.hexdigest()
