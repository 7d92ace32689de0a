"""What people can do with accounts, one function per act."""

from accounts.services.sign_ins import (
    Proof,
    check_password,
    end_other_sign_ins,
    end_sign_in,
    note_presence,
    reauthenticate,
    sign_in,
    sign_in_persona,
    sign_out,
)

__all__ = [
    "Proof",
    "check_password",
    "end_other_sign_ins",
    "end_sign_in",
    "note_presence",
    "reauthenticate",
    "sign_in",
    "sign_in_persona",
    "sign_out",
]
