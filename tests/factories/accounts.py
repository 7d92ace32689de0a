"""People for tests. What is made is committed, so that requests and other processes see it."""

import datetime as dt
import itertools
import secrets
from functools import cache

from accounts.enums import EVERYWHERE, Role
from accounts.methods import Actor
from accounts.methods.passwords import hash_password
from accounts.models import Person, RoleGrant, SignIn
from accounts.queries import token_digest
from foundations.database.clock import now
from foundations.database.session import db
from foundations.web.actors import TOKEN
from tests.clients import PageClient

PASSWORD = "umbrellas over seven bridges"

_numbers = itertools.count(1)


def make_person(
    *,
    name: str | None = None,
    address: str | None = None,
    at: dt.datetime | None = None,
    is_confirmed: bool = True,
    language: str = "en",
    password: str | None = None,
    persona: str | None = None,
) -> Person:
    """A person with an account; without a ``password`` (PASSWORD is a good one) they cannot use the sign-in page."""
    number, at = next(_numbers), at or now()
    address = address or f"person{number}@example.jp"
    person = Person(
        name=name or f"Person {number}",
        address=address,
        address_key=address,
        password_hash=None if password is None else hash_once(password),
        language=language,
        persona=persona,
        joined_at=at - dt.timedelta(days=400),
        confirmed_at=at - dt.timedelta(days=400) if is_confirmed else None,
    )
    db.session.add(person)
    db.session.commit()
    return person


@cache
def hash_once(password: str) -> str:
    """What is kept of a password, computed once per run because it is slow on purpose."""
    return hash_password(password)


def grant_role(person: Person, role: Role, scope: str = EVERYWHERE, *, at: dt.datetime | None = None) -> RoleGrant:
    """Give the person an office since yesterday."""
    since = (at or now()) - dt.timedelta(days=1)
    grant = RoleGrant(person_id=person.id, role=role, scope=scope, starts_at=since, granted_at=since)
    db.session.add(grant)
    db.session.commit()
    return grant


def actor_of(person: Person, *, at: dt.datetime | None = None, roles: dict[Role, str] | None = None) -> Actor:
    """The person as services see them at ``at``, with ``{role: scope}``."""
    return Actor(
        at=at or now(),
        person_id=person.id,
        name=person.name,
        language=person.language,
        is_confirmed=person.is_confirmed,
        grants=frozenset((roles or {}).items()),
    )


def make_sign_in(person: Person, *, at: dt.datetime | None = None) -> str:
    """A sign-in of the person that began at ``at``; returns its token."""
    token, at = secrets.token_urlsafe(32), at or now()
    db.session.add(
        SignIn(
            token_digest=token_digest(token),
            person_id=person.id,
            browser="test",
            began_at=at,
            last_seen_at=at,
            reauthenticated_at=at,
        )
    )
    db.session.commit()
    return token


def sign_in(client: PageClient, person: Person, *, at: dt.datetime | None = None) -> str:
    """Sign the person in with ``client``'s browser, past the sign-in page; return the token of the cookie."""
    token = make_sign_in(person, at=at)
    with client.browser.session_transaction() as session:
        session[TOKEN] = token
    return token
