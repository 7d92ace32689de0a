"""Reads of people and sign-ins."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from accounts.enums import PUBLIC_OFFICES, CodePurpose, Role
from accounts.methods import Actor
from accounts.models import ABSOLUTE_LIMIT, IDLE_LIMIT_ON_DUTY, OneTimeCode, Person, RoleGrant, SignIn
from foundations.database.columns import UtcDateTime
from foundations.database.session import db
from foundations.web.paging import SIZE, Page

_addressee = select(Person.name, Person.address, Person.language).where(Person.id == bindparam("person_id"))


def name_of(
    person_id: ColumnElement[int] | InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> ScalarSelect[str]:
    """Return, for another feature's query, the name of the person that its column names."""
    return select(Person.name).where(Person.id == person_id).scalar_subquery()


def token_digest(token: str) -> bytes:
    """Return what is kept of a random token: enough to recognise it, not to use it."""
    return hashlib.sha256(token.encode("ascii", "replace")).digest()


def actor_signed_in_with(token: str | None, at: dt.datetime) -> Actor:
    """Return who holds the sign-in ``token`` at instant ``at``; a visitor if nobody does.

    One query: the sign-in, its person and the roles in force.
    """
    if not token:
        return Actor(at=at)
    known = {"token_digest": token_digest(token), "at": at, "began_after": at - ABSOLUTE_LIMIT}
    rows = db.session.execute(_sign_in_with_roles(), known).all()
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
        last_seen_at=first.last_seen_at,
        reauthenticated_at=first.reauthenticated_at,
    )


@cache
def _sign_in_with_roles() -> Select[*tuple[Any, ...]]:
    # Asked by every request of somebody signed in, so it is put together once.
    in_force = and_(RoleGrant.person_id == Person.id, *_in_force(bindparam("at", type_=UtcDateTime())))
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
            SignIn.token_digest == bindparam("token_digest"),
            SignIn.ended_at.is_(None),
            SignIn.began_at > bindparam("began_after"),
            Person.suspended_at.is_(None),
        )
    )


def person_with_address(address_key: str) -> Person | None:
    """Return whose address it is, if anybody's."""
    return db.session.scalar(select(Person).where(Person.address_key == address_key))


def is_anybody_there() -> bool:
    """Tell whether anybody has an account."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def person_acting(actor: Actor) -> Person:
    """Return the person behind an actor who is signed in."""
    return db.session.get_one(Person, actor.person_id)


def person_with_id(person_id: int) -> Person:
    """Return the person of that number, who is there."""
    return db.session.get_one(Person, person_id)


def addressee(actor: Actor) -> Row[str, str, str]:
    """Return how to write to an actor who is signed in: name, address, language."""
    return db.session.execute(_addressee, {"person_id": actor.person_id}).one()


def own_sign_ins(actor: Actor) -> Sequence[SignIn]:
    """Return the actor's sign-ins that still count, the last used first."""
    return db.session.scalars(
        select(SignIn)
        .where(
            SignIn.person_id == actor.person_id,
            SignIn.ended_at.is_(None),
            SignIn.began_at > actor.at - ABSOLUTE_LIMIT,
        )
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    ).all()


def own_sign_in(actor: Actor, sign_in_id: int) -> SignIn | None:
    """Return one of the actor's own sign-ins."""
    return db.session.scalar(select(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == actor.person_id))


def person_with_code(code: str, purpose: CodePurpose, at: dt.datetime) -> Person | None:
    """Return whom a one-time code was sent to, if it would be accepted for ``purpose`` at instant ``at``."""
    return db.session.scalar(
        select(Person)
        .join(OneTimeCode, OneTimeCode.person_id == Person.id)
        .where(*code_is_good(code, purpose, at), OneTimeCode.address_key == Person.address_key)
        .where(Person.suspended_at.is_(None))
    )


def code_is_good(code: str, purpose: CodePurpose, at: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what must be true of a one-time code's own row for it to be accepted."""
    return (
        OneTimeCode.code_digest == token_digest(code),
        OneTimeCode.purpose == purpose,
        OneTimeCode.used_at.is_(None),
        OneTimeCode.expires_at > at,
    )


def offices_held(at: dt.datetime, page: int) -> Page[RoleGrant]:
    """Return a page of the public offices held at instant ``at``."""
    held = select(RoleGrant).where(RoleGrant.role.in_(PUBLIC_OFFICES), *_in_force(at))
    total = db.session.scalar(select(func.count()).select_from(held.subquery())) or 0
    rows = db.session.scalars(
        held.options(joinedload(RoleGrant.person))
        .order_by(RoleGrant.role, RoleGrant.scope, RoleGrant.starts_at, RoleGrant.id)
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    return Page(rows.all(), page, total)


def own_grants(actor: Actor) -> Sequence[RoleGrant]:
    """Return all offices that the actor holds, will hold or held, the latest first."""
    return db.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.person_id == actor.person_id)
        .options(joinedload(RoleGrant.person))
        .order_by(RoleGrant.starts_at.desc(), RoleGrant.id.desc())
    ).all()


def _in_force(at: dt.datetime | BindParameter[dt.datetime]) -> tuple[ColumnElement[bool], ...]:
    return RoleGrant.starts_at <= at, or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > at)
