"""How accounts name things to readers: roles, scopes, and where the demonstration lets people choose whom to be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext

from accounts.enums import EVERYWHERE, Role
from accounts.models import RoleGrant
from accounts.signals import scopes_asked

_DEMONSTRATION_PAGE = "/demo"


def demonstration_url(next_path: str) -> str:
    """Return where to choose a demonstration person on the way to ``next_path``."""
    return f"{_DEMONSTRATION_PAGE}?{urlencode({'next': next_path})}"


def role_label(role: Role) -> str:
    """Return the office's name in the reader's language."""
    return {
        Role.JUDGE: gettext("Judge"),
        Role.FACILITATOR: gettext("Facilitator"),
        Role.SECRETARIAT: gettext("Secretariat"),
        Role.CHAIR: gettext("Chair of the council"),
        Role.COUNCIL_MEMBER: gettext("Council member"),
        Role.PROVIDER_OFFICER: gettext("Officer of a data provider"),
        Role.USER_OFFICER: gettext("Officer of a data user"),
        Role.PRIVACY_OFFICER: gettext("Privacy officer"),
        Role.AUDITOR: gettext("Auditor"),
        Role.ADMINISTRATOR: gettext("Administrator"),
    }[role]


@dataclass(frozen=True, slots=True)
class NamedGrant:
    """An office as people read it; ``url`` leads to what it is held over, if that has a page."""

    person: str
    role: str
    scope: str
    url: str | None
    starts_at: dt.datetime
    ends_at: dt.datetime | None


def named_grants(grants: Sequence[RoleGrant]) -> list[NamedGrant]:
    """Return the offices with the names of what they are held over."""
    titles = _titles({grant.scope for grant in grants})
    return [
        NamedGrant(
            grant.person.name,
            role_label(Role(grant.role)),
            *titles.get(grant.scope, (scope_label(grant.scope), None)),
            grant.starts_at,
            grant.ends_at,
        )
        for grant in grants
    ]


def scope_label(scope: str) -> str:
    """Return what a role is held over when no other room knows a better name."""
    return gettext("The whole city") if scope == EVERYWHERE else scope


def _titles(scopes: set[str]) -> dict[str, tuple[str, str | None]]:
    answers = scopes_asked.send(scopes=scopes - {EVERYWHERE})
    return {scope: title for _receiver, titles in answers for scope, title in titles.items()}
