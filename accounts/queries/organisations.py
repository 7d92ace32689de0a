"""Reads of organisations and their credentials."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accounts.enums import Role, organisation_scope
from accounts.methods import Actor
from accounts.models import ApiCredential, Organisation
from accounts.queries.people import token_digest
from foundations.database.session import db


def organisation_with_slug(slug: str) -> Organisation | None:
    """Return the organisation of that name in addresses, also one that has left."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def slugs_of_organisations() -> dict[int, str]:
    """Return every organisation's name in addresses by its id: for reading many rows that name some."""
    return dict(iter(db.session.execute(select(Organisation.id, Organisation.slug))))


def member_organisations() -> Sequence[Organisation]:
    """Return the organisations that belong to the platform, by their Japanese names."""
    return db.session.scalars(
        select(Organisation).where(Organisation.left_at.is_(None)).order_by(Organisation.name_ja, Organisation.id)
    ).all()


def organisations_of(actor: Actor, role: Role) -> Sequence[Organisation]:
    """Return the organisations for which the actor acts in ``role`` now."""
    prefix = organisation_scope("")
    slugs = [scope.removeprefix(prefix) for held, scope in actor.grants if held == role and scope.startswith(prefix)]
    if not slugs:
        return []
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.slug.in_(slugs), Organisation.left_at.is_(None))
        .order_by(Organisation.name_ja, Organisation.id)
    ).all()


def credential_with_token(token: str, at: dt.datetime) -> ApiCredential | None:
    """Return the credential of a bearer token, if it opens anything at ``at``."""
    held = db.session.scalar(
        select(ApiCredential)
        .options(joinedload(ApiCredential.organisation))
        .where(ApiCredential.token_digest == token_digest(token))
    )
    return held if held is not None and held.is_good(at) else None


def credentials_of(organisation: Organisation) -> Sequence[ApiCredential]:
    """Return all credentials that an organisation has or had, the newest first."""
    return db.session.scalars(
        select(ApiCredential)
        .where(ApiCredential.organisation_id == organisation.id)
        .order_by(ApiCredential.created_at.desc(), ApiCredential.id.desc())
    ).all()


def own_credential(organisation: Organisation, credential_id: int) -> ApiCredential | None:
    """Return one of the organisation's own credentials."""
    return db.session.scalar(
        select(ApiCredential).where(ApiCredential.id == credential_id, ApiCredential.organisation_id == organisation.id)
    )
