"""The actor: a plain value that policies judge."""

import datetime as dt
from dataclasses import dataclass, field

from accounts.enums import EVERYWHERE, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts at instant ``at``: a visitor, or a person with the roles held then.

    ``grants`` holds pairs of role and scope; only grants in force at ``at`` are in it.
    """

    at: dt.datetime
    person_id: int | None = None
    name: str = ""
    language: str | None = None
    is_confirmed: bool = False
    grants: frozenset[tuple[Role, str]] = field(default_factory=frozenset)
    sign_in_id: int | None = None
    last_seen_at: dt.datetime | None = None
    reauthenticated_at: dt.datetime | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether a person stands behind the act."""
        return self.person_id is not None

    # The four names that Flask-Login asks for.
    is_authenticated = is_active = is_signed_in

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.person_id is None

    def get_id(self) -> str | None:
        """Return the person's key as text."""
        return None if self.person_id is None else str(self.person_id)

    def has_role(self, role: Role, scope: str = EVERYWHERE) -> bool:
        """Tell whether the actor holds ``role`` for ``scope`` or everywhere."""
        return (role, scope) in self.grants or (role, EVERYWHERE) in self.grants

    @property
    def has_duty(self) -> bool:
        """Whether the actor holds any office."""
        return bool(self.grants)
