"""What people can do with accounts, one function per act; here those that other rooms use."""

from accounts.services.roles import end_role, grant_role
from accounts.services.sign_ins import sign_in_persona

__all__ = ["end_role", "grant_role", "sign_in_persona"]
