"""Signing in and out. Comparing passwords is slow on purpose and happens before the writing transaction."""

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import select, update

from accounts.enums import AttemptKind
from accounts.errors import DemonstrationOnly
from accounts.methods.addresses import address_key
from accounts.methods.browsers import browser_summary
from accounts.methods.passwords import hash_password, is_password_of, should_be_hashed_again
from accounts.models import Person, SignIn
from accounts.queries import person_with_address, token_digest
from accounts.services.attempts import count_alone, count_attempt, forgive_attempts, refuse_beyond_limit
from foundations.database.session import db
from foundations.settings import current_settings
from foundations.web.audit import log_once_stored

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of comparing a password: whose it is, if anybody's, and which kept hash it fits."""

    address_key: str
    client_address: str
    person_id: int | None = None
    fits_hash: str | None = None
    new_hash: str | None = None


def check_password(*, address: str, password: str, client_address: str, at: dt.datetime) -> Proof:
    """Compare ``password`` with that of ``address``; takes equally long when there is no such account.

    Raises:
        TooManyAttempts: without comparing, when the limit is reached.
    """
    key = address_key(address)
    refuse_beyond_limit(AttemptKind.SIGN_IN, address_key=key, client_address=client_address, at=at)
    person = person_with_address(key)
    kept = None if person is None else person.password_hash
    if not is_password_of(password, kept) or person is None or kept is None:
        return Proof(key, client_address)
    new_hash = hash_password(password) if should_be_hashed_again(kept) else None
    return Proof(key, client_address, person.id, kept, new_hash)


def prove(proof: Proof, *, at: dt.datetime) -> Person | None:
    """Return whose proof it is, judged under the lock: the limit and the password may have changed meanwhile.

    A failed one is counted, which the caller commits although it answers with a refusal.

    Raises:
        TooManyAttempts: when the limit is reached, even with the right password.
    """
    count_alone(proof.client_address)
    place = {"address_key": proof.address_key, "client_address": proof.client_address}
    refuse_beyond_limit(AttemptKind.SIGN_IN, **place, at=at)
    person = None if proof.person_id is None else db.session.get(Person, proof.person_id, with_for_update=True)
    if person is None or person.password_hash != proof.fits_hash or person.suspended_at is not None:
        count_attempt(AttemptKind.SIGN_IN, **place, at=at)
        log_once_stored("sign_in_failed", person=proof.person_id)
        return None
    forgive_attempts(AttemptKind.SIGN_IN, **place)
    person.password_hash = proof.new_hash or person.password_hash
    return person


def sign_in(*, proof: Proof, browser: str, at: dt.datetime, replaces: str | None = None) -> str | None:
    """Open a sign-in and return its token; on a proof that fails, count it and return None.

    ``replaces`` is the token that the browser held until now; it is worth nothing from here on.

    Raises:
        TooManyAttempts: when the limit is reached, even with the right password.
    """
    person = prove(proof, at=at)
    if person is None:
        return None
    end_token(replaces, at=at)
    return _open_sign_in(person, browser=browser, at=at)


def sign_in_persona(*, persona: str, at: dt.datetime, browser: str = "", replaces: str | None = None) -> str:
    """Open a sign-in as one of the demonstration's ready-made people and return its token.

    Raises:
        DemonstrationOnly: outside demonstration mode, and for a persona that is not there.
    """
    if not current_settings().is_demonstration:
        raise DemonstrationOnly
    person = db.session.scalar(select(Person).where(Person.persona == persona, Person.suspended_at.is_(None)))
    if person is None:
        raise DemonstrationOnly
    end_token(replaces, at=at)
    return _open_sign_in(person, browser=browser, at=at)


def reauthenticate(*, sign_in_id: int, proof: Proof, at: dt.datetime) -> str | None:
    """Note that the person has just proven themselves and return the sign-in's new token; None on a failed proof.

    Raises:
        TooManyAttempts: when the limit is reached.
    """
    person = prove(proof, at=at)
    opened = db.session.get(SignIn, sign_in_id)
    if person is None or opened is None or opened.person_id != person.id:
        return None
    opened.reauthenticated_at = at
    return renew_token(opened)


def reauthenticate_persona(*, sign_in_id: int, at: dt.datetime) -> str:
    """Do the same for one of the demonstration's ready-made people, who have no password.

    Raises:
        DemonstrationOnly: outside demonstration mode, and for anybody else.
    """
    opened = db.session.get(SignIn, sign_in_id)
    if not current_settings().is_demonstration or opened is None or opened.person.persona is None:
        raise DemonstrationOnly
    opened.reauthenticated_at = at
    return renew_token(opened)


def sign_out(*, token: str | None, at: dt.datetime) -> None:
    """End the sign-in of ``token``: whoever copied the cookie is out as well."""
    end_token(token, at=at)


def end_sign_in(*, sign_in: SignIn, at: dt.datetime) -> None:
    """End one sign-in from the list of one's own."""
    sign_in.end(at=at)
    log_once_stored("sign_in_ended", person=sign_in.person_id, sign_in=sign_in.id)


def end_other_sign_ins(*, person_id: int, keep: int | None, at: dt.datetime) -> None:
    """End all of a person's sign-ins but ``keep``."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.id != (keep or 0))
        .values(ended_at=at)
    )
    log_once_stored("sign_ins_ended", person=person_id)


def note_presence(*, sign_in_id: int, at: dt.datetime) -> None:
    """Note that somebody is there, so that an unattended sign-in can be told from a used one."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.last_seen_at < at)
        .values(last_seen_at=at)
    )


def end_token(token: str | None, *, at: dt.datetime) -> None:
    """End the sign-in that ``token`` opened, if there is one."""
    if token is None:
        return
    opened = db.session.scalar(
        select(SignIn).where(SignIn.token_digest == token_digest(token), SignIn.ended_at.is_(None))
    )
    if opened is not None:
        end_sign_in(sign_in=opened, at=at)


def renew_token(opened: SignIn) -> str:
    """Give a sign-in another token and return it; the earlier one is worth nothing from here on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    opened.token_digest = token_digest(token)
    return token


def _open_sign_in(person: Person, *, browser: str, at: dt.datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    opened = SignIn(
        token_digest=token_digest(token),
        person_id=person.id,
        browser=browser_summary(browser),
        began_at=at,
        last_seen_at=at,
        reauthenticated_at=at,
    )
    db.session.add(opened)
    db.session.flush()
    log_once_stored("signed_in", person=person.id, sign_in=opened.id)
    return token
