"""Counting what may not be tried without end; in the database, so that all processes count together."""

import datetime as dt
import hashlib

from sqlalchemy import delete, func, select

from accounts.enums import AttemptKind
from accounts.errors import TooManyAttempts
from accounts.methods.limits import LIMITS, WINDOW
from accounts.models import Attempt
from foundations.database.session import db


def refuse_beyond_limit(kind: AttemptKind, *, address_key: str, client_address: str, at: dt.datetime) -> None:
    """Refuse another attempt when the limit for this account and place, or for this place, is reached.

    Raises:
        TooManyAttempts: whether or not the account exists.
    """
    counted = db.session.execute(
        select(func.count(), func.count().filter(Attempt.account_digest == _digest(address_key))).where(
            Attempt.kind == kind, Attempt.client_address == client_address, Attempt.made_at > at - WINDOW
        )
    ).one()
    limit = LIMITS[kind]
    if counted[0] >= limit.per_place or counted[1] >= limit.per_account_and_place:
        raise TooManyAttempts(minutes=WINDOW // dt.timedelta(minutes=1))


def count_alone(client_address: str) -> None:
    """Let no other transaction count attempts from this place until this one ends.

    SQLite's writing transaction is alone anyway; on PostgreSQL twenty simultaneous
    guesses would each find the limit not reached.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(client_address.encode()).digest()[:8], "big", signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(key)))


def count_attempt(kind: AttemptKind, *, address_key: str, client_address: str, at: dt.datetime) -> None:
    """Count an attempt, and forget all that are too old to count."""
    forget_old_attempts(at=at)
    db.session.add(Attempt(kind=kind, account_digest=_digest(address_key), client_address=client_address, made_at=at))


def forget_old_attempts(*, at: dt.datetime) -> None:
    """Forget attempts that no limit counts any more, and with them where they came from."""
    db.session.execute(delete(Attempt).where(Attempt.made_at <= at - WINDOW))


def forgive_attempts(kind: AttemptKind, *, address_key: str, client_address: str) -> None:
    """Forget the attempts on an account from a place, because its owner has come."""
    db.session.execute(
        delete(Attempt).where(
            Attempt.kind == kind,
            Attempt.client_address == client_address,
            Attempt.account_digest == _digest(address_key),
        )
    )


def _digest(address_key: str) -> bytes:
    return hashlib.sha256(address_key.encode("utf-8", "surrogatepass")).digest()
