"""Reads of people and sign-ins."""

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import Select, or_, select

from accounts.enums import Role
from accounts.methods import Actor
from accounts.models import ABSOLUTE_LIMIT, IDLE_LIMIT_ON_DUTY, Person, RoleGrant, SignIn
from foundations.database.session import db


def token_digest(token: str) -> bytes:
    """Return what is kept of a random token: enough to recognise it, not to use it."""
    return hashlib.sha256(token.encode("ascii", "replace")).digest()


def actor_signed_in_with(token: str | None, at: dt.datetime) -> Actor:
    """Return who holds the sign-in ``token`` at instant ``at``; a visitor if nobody does.

    One query: the sign-in, its person and the roles in force.
    """
    if not token:
        return Actor(at=at)
    rows = db.session.execute(_sign_in_with_roles(token, at)).all()
    if not rows:
        return Actor(at=at)
    first = rows[0]
    grants = frozenset((Role(row.role), row.scope) for row in rows if row.role is not None)
    if grants and first.last_seen_at <= at - IDLE_LIMIT_ON_DUTY:
        return Actor(at=at)
    return Actor(
        at=at,
        person_id=first.person_id,
        name=first.name,
        language=first.language,
        is_confirmed=first.confirmed_at is not None,
        grants=grants,
        sign_in_id=first.id,
        reauthenticated_at=first.reauthenticated_at,
    )


def _sign_in_with_roles(token: str, at: dt.datetime) -> Select[*tuple[Any, ...]]:
    in_force = (
        (RoleGrant.person_id == Person.id)
        & (RoleGrant.starts_at <= at)
        & or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > at)
    )
    return (
        select(
            SignIn.id,
            SignIn.last_seen_at,
            SignIn.reauthenticated_at,
            Person.id.label("person_id"),
            Person.name,
            Person.language,
            Person.confirmed_at,
            RoleGrant.role,
            RoleGrant.scope,
        )
        .join(Person, SignIn.person_id == Person.id)
        .outerjoin(RoleGrant, in_force)
        .where(
            SignIn.token_digest == token_digest(token),
            SignIn.ended_at.is_(None),
            SignIn.began_at > at - ABSOLUTE_LIMIT,
            Person.suspended_at.is_(None),
        )
    )


def person_with_address(address_key: str) -> Person | None:
    """Return whose address it is, if anybody's."""
    return db.session.scalar(select(Person).where(Person.address_key == address_key))
