"""Which addresses and subjects may stand in a mail's header."""

import re
import unicodedata

from foundations.refusal import Refusal
from foundations.words import N_

# RFC 5321, 4.5.3.1. Letters and digits of ASCII only: few servers take others before the @.
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_DOT_ATOM = re.compile(r"[^.]+(\.[^.]+)*")
_DOMAIN_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_LONGEST_ADDRESS = 254
_FEWEST_LABELS = 2
LONGEST_SUBJECT = 200

# Line and paragraph separators and controls end a header line in one program or another.
_BREAKING_CATEGORIES = {"Cc", "Zl", "Zp", "Cs"}
# Overrides make a line read as another one.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class UnusableAddress(Refusal):
    """Mail cannot be sent to this address."""

    message = N_("Mail cannot be sent to this address. Please check it and send the form again.")
    field = "email"
    status = 422


class UnusableSubject(Refusal):
    """The subject holds characters that would break out of its line."""

    message = N_("The title holds a line break or another character that mail does not allow. Please remove it.")
    field = "subject"
    status = 422


def usable_address(text: str) -> str:
    """Return ``text`` as an address that can stand in a header, its domain in ASCII and lower case.

    Takes what Japanese phone companies once gave out against the standard
    (``hana..ko.@example.ne.jp``) and quotes it.

    Raises:
        UnusableAddress: if it is not one address, or would break out of the header.
    """
    local, at, domain = text.strip(" ").rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local):
        raise UnusableAddress
    if not _DOT_ATOM.fullmatch(local):
        local = f'"{local}"'
    address = f"{local}@{_ascii_domain(domain)}"
    if len(address) > _LONGEST_ADDRESS:
        raise UnusableAddress
    return address


def usable_subject(text: str) -> str:
    """Return ``text`` without outer blanks, cut to 200 characters.

    Raises:
        UnusableSubject: if it is empty or holds anything but one visible line.
    """
    subject = text.strip(" \u3000")
    if not subject or any(_breaks_out(character) for character in subject):
        raise UnusableSubject
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _breaks_out(character: str) -> bool:
    return unicodedata.category(character) in _BREAKING_CATEGORIES or character in _DIRECTION


def _ascii_domain(domain: str) -> str:
    if any(_breaks_out(character) or unicodedata.category(character) == "Cf" for character in domain):
        raise UnusableAddress  # IDNA would drop it unseen
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise UnusableAddress from error
    labels = ascii_domain.split(".")
    if len(labels) < _FEWEST_LABELS or not all(_DOMAIN_LABEL.fullmatch(label) for label in labels):
        raise UnusableAddress
    return ascii_domain
