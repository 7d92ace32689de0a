"""Tables of accounts: people with their offices and sign-ins, and organisations with their credentials."""

from accounts.models.organisations import ApiCredential, Organisation
from accounts.models.people import (
    ABSOLUTE_LIMIT,
    CODE_LASTS,
    IDLE_LIMIT_ON_DUTY,
    Attempt,
    OneTimeCode,
    Person,
    RoleGrant,
    SignIn,
)

__all__ = [
    "ABSOLUTE_LIMIT",
    "CODE_LASTS",
    "IDLE_LIMIT_ON_DUTY",
    "ApiCredential",
    "Attempt",
    "OneTimeCode",
    "Organisation",
    "Person",
    "RoleGrant",
    "SignIn",
]
