"""An account's beginning. Nothing here tells whether an address was registered before."""

import datetime as dt

from sqlalchemy import select

from accounts.enums import AttemptKind, CodePurpose
from accounts.methods.addresses import address_key
from accounts.models import Person
from accounts.queries import person_with_address
from accounts.services.attempts import count_alone, count_attempt, refuse_beyond_limit
from accounts.services.codes import issue_code, redeem_code
from accounts.services.letters import send_letter
from foundations.database.changes import insert_unless_there
from foundations.database.session import db
from foundations.mail.addresses import usable_address
from foundations.web.audit import log_once_stored


def sign_up(
    *, name: str, address: str, password_hash: str, language: str, client_address: str, at: dt.datetime
) -> None:
    """Make an account and send a link to confirm its address.

    If the address is known already, nothing is changed and its owner is told by mail.
    Somebody may have used an address of another's: the owner then takes the account
    over by choosing a password, which ends what the stranger knew.

    Raises:
        TooManyAttempts: when too many mails were asked for.
    """
    key = address_key(address)
    allow_mail(key, client_address=client_address, at=at)
    is_new = insert_unless_there(
        db.session(),
        Person,
        name=name,
        address=address,
        address_key=key,
        password_hash=password_hash,
        language=language,
        joined_at=at,
    )
    person = person_with_address(key)
    if person is None or person.suspended_at is not None:
        return
    if is_new:
        log_once_stored("signed_up", person=person.id)
        _send_confirmation(person, at=at)
    elif person.is_confirmed:
        send_letter("account_exists", person=person, at=at)
    else:
        code = issue_code(person=person, purpose=CodePurpose.RESET_PASSWORD, at=at)
        send_letter("account_waiting", person=person, at=at, code=code)


def send_confirmation(*, address: str, client_address: str, at: dt.datetime) -> None:
    """Send the link once more, if somebody waits for it.

    Raises:
        TooManyAttempts: when too many mails were asked for.
    """
    key = address_key(address)
    allow_mail(key, client_address=client_address, at=at)
    person = person_with_address(key)
    if person is not None and not person.is_confirmed and person.suspended_at is None:
        _send_confirmation(person, at=at)


def confirm_address(*, code: str, at: dt.datetime) -> Person:
    """Take the code from the mail as proof that the address is the person's.

    Raises:
        CodeNotAccepted: if the code is not good, or not any more.
    """
    person = redeem_code(code=code, purpose=CodePurpose.CONFIRM_ADDRESS, at=at)
    person.confirm(at=at)
    log_once_stored("address_confirmed", person=person.id)
    return person


def invite(*, name: str, address: str, at: dt.datetime) -> str:
    """Make an account for somebody unless there is one, and return a code to choose its password with.

    Raises:
        UnusableAddress: if mail could not be sent there.
    """
    address = usable_address(address)
    key = address_key(address)
    insert_unless_there(db.session(), Person, name=name, address=address, address_key=key, language="ja", joined_at=at)
    person = db.session.scalars(select(Person).where(Person.address_key == key)).one()
    log_once_stored("invited", person=person.id)
    return issue_code(person=person, purpose=CodePurpose.RESET_PASSWORD, at=at)


def allow_mail(key: str, *, client_address: str, at: dt.datetime) -> None:
    """Count a mail that a stranger may have asked for.

    Raises:
        TooManyAttempts: when the limit is reached, whether or not the address is known.
    """
    count_alone(client_address)
    refuse_beyond_limit(AttemptKind.MAIL, address_key=key, client_address=client_address, at=at)
    count_attempt(AttemptKind.MAIL, address_key=key, client_address=client_address, at=at)


def _send_confirmation(person: Person, *, at: dt.datetime) -> None:
    code = issue_code(person=person, purpose=CodePurpose.CONFIRM_ADDRESS, at=at)
    send_letter("confirm_address", person=person, at=at, code=code)
