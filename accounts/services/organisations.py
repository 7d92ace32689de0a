"""Organisations joining the platform, and the credentials of their machines; each act is on the record."""

import datetime as dt
import secrets

from accounts.enums import OrganisationKind
from accounts.errors import CredentialLastsTooLong, OrganisationHasLeft, SlugTaken
from accounts.methods import Actor
from accounts.models import ApiCredential, Organisation
from accounts.queries import organisation_with_slug, token_digest
from foundations.database.session import db
from foundations.ledger.recording import record
from foundations.web.audit import log_once_stored

_TOKEN_BYTES = 32
_TOKEN_PREFIX = "yoriai_"  # noqa: S105 - so that a scanner for leaked secrets can recognise one
LONGEST_CREDENTIAL = dt.timedelta(days=366)


def register_organisation(
    *, slug: str, kind: OrganisationKind, name_ja: str, name_en: str, by: Actor | None, at: dt.datetime
) -> Organisation:
    """Take an organisation in; ``by`` None is the operator's console.

    Raises:
        SlugTaken: if the name in addresses is another's.
    """
    if organisation_with_slug(slug) is not None:
        raise SlugTaken(slug=slug)
    organisation = Organisation(slug=slug, kind=kind, name_ja=name_ja, name_en=name_en, registered_at=at)
    db.session.add(organisation)
    db.session.flush()
    _record("organisation_registered", organisation, by=by, at=at)
    return organisation


def describe_organisation(
    *, organisation: Organisation, address_ja: str, contact: str, by: Actor | None, at: dt.datetime
) -> None:
    """Say where an organisation is and how people reach it: receipts name both."""
    organisation.address_ja, organisation.contact = address_ja, contact
    _record("organisation_described", organisation, by=by, at=at)


def create_credential(
    *, organisation: Organisation, label: str, lasts: dt.timedelta, by: Actor | None, at: dt.datetime
) -> tuple[ApiCredential, str]:
    """Return a new credential and its bearer token, which is kept nowhere and cannot be shown again.

    Raises:
        OrganisationHasLeft: if it no longer belongs to the platform.
        CredentialLastsTooLong: if it would open anything for more than a year.
    """
    if not organisation.is_member:
        raise OrganisationHasLeft
    if lasts > LONGEST_CREDENTIAL:
        raise CredentialLastsTooLong
    token = _TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    credential = ApiCredential(
        organisation=organisation,
        label=label,
        token_digest=token_digest(token),
        created_at=at,
        created_by_id=None if by is None else by.person_id,
        expires_at=at + lasts,
    )
    db.session.add(credential)
    db.session.flush()
    _record("credential_created", organisation, by=by, at=at, credential=credential.id)
    return credential, token


def revoke_credential(*, credential: ApiCredential, by: Actor | None, at: dt.datetime) -> None:
    """Make a credential worthless from the next request on; the first revocation counts."""
    if credential.revoked_at is None:
        credential.revoke(at=at)
        _record("credential_revoked", credential.organisation, by=by, at=at, credential=credential.id)


def _record(kind: str, organisation: Organisation, *, by: Actor | None, at: dt.datetime, **more: int) -> None:
    facts: dict[str, str | int | None] = {"organisation": organisation.slug, **more}
    facts["by"] = None if by is None else by.person_id
    record(f"accounts.{kind}", facts, subject=f"organisation:{organisation.slug}", at=at)
    log_once_stored(kind, **facts)
