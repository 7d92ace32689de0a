"""Offices given and ended; each is on the record."""

import datetime as dt

from sqlalchemy import and_, or_, select

from accounts.enums import EVERYWHERE, Role
from accounts.errors import RoleAlreadyHeld, TermBackwards
from accounts.methods import Actor
from accounts.models import Person, RoleGrant
from accounts.services.sign_ins import end_other_sign_ins
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.web.audit import log_once_stored


def grant_role(
    *,
    person: Person,
    role: Role,
    scope: str = EVERYWHERE,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
    by: Actor | None,
    at: dt.datetime,
) -> RoleGrant:
    """Give a person an office for a scope and a term ``[starts_at, ends_at)``; ``by`` None is the operator's console.

    The person's sign-ins end: nobody who holds an earlier cookie gains the office with them.

    Raises:
        TermBackwards: if the term does not end after it starts.
        RoleAlreadyHeld: if the person holds the role for the scope in part of the term.
    """
    if ends_at is not None and ends_at <= starts_at:
        raise TermBackwards
    if _holds_meanwhile(person, role, scope, starts_at, ends_at):
        raise RoleAlreadyHeld
    grant = RoleGrant(
        person_id=person.id,
        role=role,
        scope=scope,
        starts_at=starts_at,
        ends_at=ends_at,
        granted_by_id=None if by is None else by.person_id,
        granted_at=at,
    )
    db.session.add(grant)
    db.session.flush()
    _record("role_granted", grant, by=by, at=at)
    end_other_sign_ins(person_id=person.id, keep=None, at=at)
    return grant


def end_role(*, grant: RoleGrant, by: Actor | None, at: dt.datetime) -> None:
    """End an office now; one that has not begun is never held. The first ending counts."""
    if grant.ends_at is not None and grant.ends_at <= at:
        return
    grant.ends_at = max(at, grant.starts_at)
    _record("role_ended", grant, by=by, at=at)


def _holds_meanwhile(
    person: Person, role: Role, scope: str, starts_at: dt.datetime, ends_at: dt.datetime | None
) -> bool:
    overlapping = select(RoleGrant.id).where(
        RoleGrant.person_id == person.id,
        RoleGrant.role == role,
        RoleGrant.scope == scope,
        or_(RoleGrant.ends_at.is_(None), and_(RoleGrant.ends_at > starts_at, RoleGrant.ends_at > RoleGrant.starts_at)),
    )
    if ends_at is not None:
        overlapping = overlapping.where(RoleGrant.starts_at < ends_at)
    return db.session.scalar(overlapping.limit(1)) is not None


def _record(kind: str, grant: RoleGrant, *, by: Actor | None, at: dt.datetime) -> None:
    facts: dict[str, str | int | None] = {
        "person": grant.person_id,
        "role": grant.role,
        "scope": grant.scope,
        "starts_at": grant.starts_at.isoformat(),
        "ends_at": None if grant.ends_at is None else grant.ends_at.isoformat(),
        "by": None if by is None else by.person_id,
    }
    record(f"accounts.{kind}", facts, subject=f"person:{grant.person_id}", at=at)
    log_once_stored(kind, grant=grant.id, **facts)
