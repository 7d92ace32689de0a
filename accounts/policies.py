"""Who may do what with accounts."""

from typing import Protocol

from accounts.enums import Role
from accounts.methods import Actor


class Owned(Protocol):
    """A thing that belongs to one person."""

    person_id: int


def is_person(actor: Actor) -> bool:
    """Anyone signed in."""
    return actor.is_signed_in


def is_confirmed_person(actor: Actor) -> bool:
    """Anyone signed in whose mail address is confirmed."""
    return actor.is_signed_in and actor.is_confirmed


def is_person_of(actor: Actor, thing: Owned) -> bool:
    """The person to whom a thing belongs."""
    return actor.person_id is not None and actor.person_id == thing.person_id


def may_grant_roles(actor: Actor) -> bool:
    """Administrators."""
    return actor.has_role(Role.ADMINISTRATOR)


def may_operate(actor: Actor, _thing: object = None) -> bool:
    """Administrators: they see to what the machine does by itself, whichever part of it."""
    return actor.has_role(Role.ADMINISTRATOR)
