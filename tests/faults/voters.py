"""Voters with their cookies, ready to post ballots."""

import secrets
from typing import NamedTuple

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from accounts.models import Person
from foundations.web.actors import TOKEN
from tests.factories.accounts import make_person, make_sign_in


class Voter(NamedTuple):
    """A signed-in person's browser."""

    person_id: int
    cookie: str
    form_token: str

    def ballot(self, ideas: list[int], key: str | None = None) -> list[tuple[str, str]]:
        """The fields of a ballot as its form sends them, with a key of its own unless one is given."""
        return [
            ("csrf_token", self.form_token),
            ("idempotency_key", key or secrets.token_urlsafe(16)),
            *(("picks", str(idea)) for idea in ideas),
        ]


def make_voters(app: Flask, count: int) -> list[Voter]:
    """Sign ``count`` new people in."""
    return [make_voter(app, make_person()) for _ in range(count)]


def make_voter(app: Flask, person: Person) -> Voter:
    """Sign a person in."""
    secret = secrets.token_hex(20)
    sealed = SecureCookieSessionInterface().get_signing_serializer(app)
    assert sealed is not None
    cookie = sealed.dumps({TOKEN: make_sign_in(person), "csrf_token": secret})
    token = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(secret)
    return Voter(person.id, f"{app.config['SESSION_COOKIE_NAME']}={cookie!s}", str(token))
