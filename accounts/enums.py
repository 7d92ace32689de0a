"""The words of accounts: roles and what a one-time code is for."""

from enum import StrEnum

EVERYWHERE = "city"


class Role(StrEnum):
    """An office that a person holds for a scope and a term."""

    JUDGE = "judge"
    FACILITATOR = "facilitator"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    COUNCIL_MEMBER = "council_member"
    PROVIDER_OFFICER = "provider_officer"
    USER_OFFICER = "user_officer"
    PRIVACY_OFFICER = "privacy_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


PUBLIC_OFFICES = frozenset(Role) - {Role.FACILITATOR, Role.PROVIDER_OFFICER, Role.USER_OFFICER}
"""Roles that are held for the public; those of a company's officers are the company's business."""


class OrganisationKind(StrEnum):
    """What an organisation is under the Act on the Protection of Personal Information."""

    ADMINISTRATIVE_ORGAN = "administrative_organ"
    PRIVATE_OPERATOR = "private_operator"


class CodePurpose(StrEnum):
    """What a one-time code sent by mail may be used for; it is accepted there only."""

    CONFIRM_ADDRESS = "confirm_address"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose


class AttemptKind(StrEnum):
    """What is counted so that it cannot be tried without end."""

    SIGN_IN = "sign_in"
    MAIL = "mail"


def contest_scope(contest_id: int) -> str:
    """Return the scope of roles that hold for one contest."""
    return f"contest:{contest_id}"


def organisation_scope(slug: str) -> str:
    """Return the scope of the roles of an organisation's officers."""
    return f"organisation:{slug}"
