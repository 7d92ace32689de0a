"""Organisations and their credentials: shown once, kept as a digest, worthless at once."""

import datetime as dt

import pytest

from accounts.enums import OrganisationKind, Role, organisation_scope
from accounts.errors import CredentialLastsTooLong, OrganisationHasLeft, SlugTaken
from accounts.methods import Actor
from accounts.queries import (
    credential_with_token,
    credentials_of,
    member_organisations,
    organisation_with_slug,
    organisations_of,
    own_credential,
)
from accounts.services.organisations import (
    LONGEST_CREDENTIAL,
    create_credential,
    register_organisation,
    revoke_credential,
)
from foundations.database.clock import now
from foundations.database.session import db
from tests.factories.organisations import make_organisation, make_token

pytestmark = pytest.mark.usefixtures("database")


def test_registered_organisation_is_a_member() -> None:
    organisation = register_organisation(
        slug="mobility", kind=OrganisationKind.PRIVATE_OPERATOR, name_ja="移動", name_en="Mobility", by=None, at=now()
    )
    db.session.commit()
    assert (organisation_with_slug("mobility"), organisation in member_organisations()) == (organisation, True)


def test_taken_name_is_refused() -> None:
    make_organisation(slug="taken")
    with pytest.raises(SlugTaken):
        register_organisation(
            slug="taken", kind=OrganisationKind.ADMINISTRATIVE_ORGAN, name_ja="局", name_en="Bureau", by=None, at=now()
        )


def test_token_opens_and_is_kept_as_a_digest_only() -> None:
    organisation = make_organisation()
    token = make_token(organisation)
    (held,) = credentials_of(organisation)
    assert credential_with_token(token, now()) == held
    assert token.encode() not in held.token_digest
    assert credential_with_token(token + "x", now()) is None


def test_revoked_token_opens_nothing_and_the_first_revocation_counts() -> None:
    organisation, at = make_organisation(), now()
    token = make_token(organisation)
    (held,) = credentials_of(organisation)
    revoke_credential(credential=held, by=None, at=at)
    revoke_credential(credential=held, by=None, at=at + dt.timedelta(hours=1))
    db.session.commit()
    assert (credential_with_token(token, at), held.revoked_at) == (None, at)


def test_token_is_over_at_its_last_instant() -> None:
    at, hour = now(), dt.timedelta(hours=1)
    token = make_token(make_organisation(), lasts=hour, at=at)
    told = [credential_with_token(token, when) is not None for when in (at + hour - dt.timedelta.resolution, at + hour)]
    assert told == [True, False]


def test_token_of_an_organisation_that_left_opens_nothing() -> None:
    organisation = make_organisation()
    token = make_token(organisation)
    organisation.left_at = now()
    db.session.commit()
    assert credential_with_token(token, now()) is None
    with pytest.raises(OrganisationHasLeft):
        create_credential(organisation=organisation, label="", lasts=dt.timedelta(days=1), by=None, at=now())


def test_credential_for_more_than_a_year_is_refused() -> None:
    with pytest.raises(CredentialLastsTooLong):
        create_credential(
            organisation=make_organisation(),
            label="",
            lasts=LONGEST_CREDENTIAL + dt.timedelta(days=1),
            by=None,
            at=now(),
        )


def test_credential_of_another_organisation_is_not_found() -> None:
    own, other = make_organisation(), make_organisation()
    make_token(other)
    (held,) = credentials_of(other)
    assert (own_credential(own, held.id), own_credential(other, held.id)) == (None, held)


def test_officer_acts_for_the_organisations_of_the_role_alone() -> None:
    first, second = make_organisation(), make_organisation()
    actor = Actor(
        at=now(),
        person_id=1,
        grants=frozenset(
            {
                (Role.USER_OFFICER, organisation_scope(first.slug)),
                (Role.PROVIDER_OFFICER, organisation_scope(second.slug)),
            }
        ),
    )
    assert list(organisations_of(actor, Role.USER_OFFICER)) == [first]
    assert list(organisations_of(Actor(at=now()), Role.USER_OFFICER)) == []
