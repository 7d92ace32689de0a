"""Reads of offices over one thing, for the room that it belongs to."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ScalarSelect, Select, or_, select
from sqlalchemy.orm import joinedload

from accounts.enums import EVERYWHERE, Role
from accounts.methods import Actor
from accounts.models import Person, RoleGrant
from foundations.database.session import db


def grants_over(scope: str, role: Role) -> Sequence[RoleGrant]:
    """Return all grants of ``role`` that count for ``scope``, with their people: now, to come and past; by name."""
    return db.session.scalars(
        select(RoleGrant)
        .join(RoleGrant.person)
        .where(RoleGrant.role == role, RoleGrant.scope.in_([scope, EVERYWHERE]))
        .options(joinedload(RoleGrant.person))
        .order_by(Person.name, RoleGrant.starts_at, RoleGrant.id)
    ).all()


def grant_over(scope: str, role: Role, grant_id: int) -> RoleGrant | None:
    """Return one grant of ``role`` for ``scope`` itself, with its person."""
    return db.session.scalar(
        select(RoleGrant)
        .where(RoleGrant.id == grant_id, RoleGrant.role == role, RoleGrant.scope == scope)
        .options(joinedload(RoleGrant.person))
    )


def holders_of(role: Role, at: dt.datetime) -> Select[int, str]:
    """Return, for another feature's query, who holds ``role`` at ``at`` and over what: person_id, scope."""
    in_force = RoleGrant.starts_at <= at, or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > at)
    return select(RoleGrant.person_id, RoleGrant.scope).where(RoleGrant.role == role, *in_force)


def own_confirmed_address(actor: Actor) -> ScalarSelect[str]:
    """Return, for another feature's query, the key of the actor's mail address, if it is known to be theirs."""
    confirmed = Person.id == actor.person_id, Person.confirmed_at.is_not(None)
    return select(Person.address_key).where(*confirmed).scalar_subquery()
