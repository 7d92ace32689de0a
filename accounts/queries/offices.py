"""Reads of offices over one thing, for the room that it belongs to."""

from collections.abc import Sequence

from sqlalchemy import select
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


def confirmed_address_key(actor: Actor) -> str | None:
    """Return the key of the actor's mail address, if it is known to be theirs."""
    if not actor.is_confirmed:
        return None
    return db.session.scalar(select(Person.address_key).where(Person.id == actor.person_id))
