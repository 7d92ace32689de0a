"""Who may do what with accounts."""

from accounts.methods import Actor


def is_person(actor: Actor) -> bool:
    """Anyone signed in."""
    return actor.is_signed_in


def is_confirmed_person(actor: Actor) -> bool:
    """Anyone signed in whose mail address is confirmed."""
    return actor.is_signed_in and actor.is_confirmed
