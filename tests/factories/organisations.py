"""Organisations for tests. What is made is committed."""

import datetime as dt
import itertools

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.services.organisations import create_credential
from foundations.database.clock import now
from foundations.database.session import db

_numbers = itertools.count(1)


def make_organisation(
    *, slug: str | None = None, kind: OrganisationKind = OrganisationKind.PRIVATE_OPERATOR
) -> Organisation:
    """An organisation that belongs to the platform."""
    number = next(_numbers)
    organisation = Organisation(
        slug=slug or f"organisation-{number}",
        kind=kind,
        name_ja=f"組織{number}",
        name_en=f"Organisation {number}",
        registered_at=now() - dt.timedelta(days=100),
    )
    db.session.add(organisation)
    db.session.commit()
    return organisation


def make_token(
    organisation: Organisation, *, lasts: dt.timedelta = dt.timedelta(days=30), at: dt.datetime | None = None
) -> str:
    """A bearer token of the organisation."""
    _, token = create_credential(organisation=organisation, label="test", lasts=lasts, by=None, at=at or now())
    db.session.commit()
    return token
