"""Choosing a password: new, forgotten or changed. Hashing is slow and happens before the writing transaction."""

import datetime as dt
from collections.abc import Iterable

from accounts.enums import CodePurpose
from accounts.errors import PasswordEasyToGuess, PasswordTooLong, PasswordTooShort
from accounts.methods import passwords
from accounts.methods.addresses import address_key
from accounts.models import Person, SignIn
from accounts.queries import person_with_address
from accounts.services.codes import issue_code, redeem_code, use_up_codes
from accounts.services.letters import send_letter
from accounts.services.sign_ins import Proof, end_other_sign_ins, prove, renew_token
from accounts.services.sign_ups import allow_mail
from foundations.database.session import db
from foundations.web.audit import log_once_stored


def hash_new_password(password: str, *, known_words: Iterable[str]) -> str:
    """Return what is kept of a password that somebody chose.

    ``known_words`` are the person's name and address.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordEasyToGuess: with what to do about it.
    """
    if passwords.is_too_short(password):
        raise PasswordTooShort(least=passwords.SHORTEST)
    if passwords.is_too_long(password):
        raise PasswordTooLong(most=passwords.LONGEST)
    if passwords.is_easy_to_guess(password, known_words):
        raise PasswordEasyToGuess
    return passwords.hash_password(password)


def request_password_reset(*, address: str, client_address: str, at: dt.datetime) -> None:
    """Send a link to choose a new password, if the address is known.

    Raises:
        TooManyAttempts: when too many mails were asked for.
    """
    key = address_key(address)
    allow_mail(key, client_address=client_address, at=at)
    person = person_with_address(key)
    if person is None or person.suspended_at is not None:
        return
    code = issue_code(person=person, purpose=CodePurpose.RESET_PASSWORD, at=at)
    send_letter("reset_password", person=person, at=at, code=code)
    log_once_stored("password_reset_requested", person=person.id)


def reset_password(*, code: str, password_hash: str, at: dt.datetime) -> None:
    """Put a new password in place of a forgotten one; whoever was signed in is out.

    The code came by mail, so it proves the address as well.

    Raises:
        CodeNotAccepted: if the code is not good, or not any more.
    """
    person = redeem_code(code=code, purpose=CodePurpose.RESET_PASSWORD, at=at)
    use_up_codes(person_id=person.id, purpose=CodePurpose.CONFIRM_ADDRESS, at=at)
    person.confirm(at=at)
    _set_password(person, password_hash, keep=None, at=at)


def change_password(*, proof: Proof, sign_in_id: int, password_hash: str, at: dt.datetime) -> str | None:
    """Change the password of whoever proved the present one and return this sign-in's new token.

    All other sign-ins end. Returns None on a failed proof.

    Raises:
        TooManyAttempts: when the limit is reached.
    """
    person = prove(proof, at=at)
    opened = db.session.get(SignIn, sign_in_id)
    if person is None or opened is None or opened.person_id != person.id:
        return None
    _set_password(person, password_hash, keep=sign_in_id, at=at)
    use_up_codes(person_id=person.id, purpose=CodePurpose.RESET_PASSWORD, at=at)
    opened.reauthenticated_at = at
    return renew_token(opened)


def _set_password(person: Person, password_hash: str, *, keep: int | None, at: dt.datetime) -> None:
    person.password_hash = password_hash
    end_other_sign_ins(person_id=person.id, keep=keep, at=at)
    send_letter("password_changed", person=person, at=at)
    log_once_stored("password_changed", person=person.id)
