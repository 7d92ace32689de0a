"""One-time codes sent by mail: for one purpose and one address, accepted once, for an hour."""

import datetime as dt
import secrets

from sqlalchemy import select, update

from accounts.enums import CodePurpose
from accounts.errors import CodeNotAccepted
from accounts.models import CODE_LASTS, OneTimeCode, Person
from accounts.queries import code_is_good, token_digest
from foundations.database.session import db

_CODE_BYTES = 32


def issue_code(*, person: Person, purpose: CodePurpose, at: dt.datetime) -> str:
    """Return a new code for a mail to the person.

    Earlier ones stay good until one of them is used: a stranger who asks for another
    mail must not make the one worthless that the person is just reading.
    """
    code = secrets.token_urlsafe(_CODE_BYTES)
    db.session.add(
        OneTimeCode(
            code_digest=token_digest(code),
            person_id=person.id,
            purpose=purpose,
            address_key=person.address_key,
            sent_at=at,
            expires_at=at + CODE_LASTS,
        )
    )
    return code


def redeem_code(*, code: str, purpose: CodePurpose, at: dt.datetime) -> Person:
    """Use a code up and return its person.

    One statement decides, so that of many simultaneous tries one succeeds.

    Raises:
        CodeNotAccepted: if it was used, is too old, was for something else or for another address.
    """
    owner = select(Person.id).where(
        Person.id == OneTimeCode.person_id,
        Person.address_key == OneTimeCode.address_key,
        Person.suspended_at.is_(None),
    )
    person_id = db.session.scalar(
        update(OneTimeCode)
        .where(*code_is_good(code, purpose, at), owner.exists())
        .values(used_at=at)
        .returning(OneTimeCode.person_id)
    )
    if person_id is None:
        raise CodeNotAccepted
    use_up_codes(person_id=person_id, purpose=purpose, at=at)
    return db.session.get_one(Person, person_id, populate_existing=True)


def use_up_codes(*, person_id: int, purpose: CodePurpose, at: dt.datetime) -> None:
    """Make all codes worthless that the person still has for ``purpose``."""
    db.session.execute(
        update(OneTimeCode)
        .where(OneTimeCode.person_id == person_id, OneTimeCode.purpose == purpose, OneTimeCode.used_at.is_(None))
        .values(used_at=at)
    )
