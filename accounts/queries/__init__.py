"""Reads of people, offices, sign-ins and organisations."""

from accounts.queries.offices import grant_over, grants_over, holders_of, own_confirmed_address
from accounts.queries.organisations import (
    credential_with_token,
    credentials_of,
    member_organisations,
    organisation_with_slug,
    organisations_of,
    own_credential,
)
from accounts.queries.people import (
    actor_signed_in_with,
    addressee,
    code_is_good,
    is_anybody_there,
    name_of,
    offices_held,
    own_grants,
    own_sign_in,
    own_sign_ins,
    person_acting,
    person_with_address,
    person_with_code,
    token_digest,
)

__all__ = [
    "actor_signed_in_with",
    "addressee",
    "code_is_good",
    "credential_with_token",
    "credentials_of",
    "grant_over",
    "grants_over",
    "holders_of",
    "is_anybody_there",
    "member_organisations",
    "name_of",
    "offices_held",
    "organisation_with_slug",
    "organisations_of",
    "own_confirmed_address",
    "own_credential",
    "own_grants",
    "own_sign_in",
    "own_sign_ins",
    "person_acting",
    "person_with_address",
    "person_with_code",
    "token_digest",
]
