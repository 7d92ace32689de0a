"""Pages of accounts; one blueprint, its views split by noun."""

from accounts.views import passwords, people, roles, sign_ins, sign_ups
from accounts.views.blueprint import blueprint

__all__ = ["blueprint", "passwords", "people", "roles", "sign_ins", "sign_ups"]
