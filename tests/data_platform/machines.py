"""An organisation's machine that asks for decisions."""

import json
from contextvars import Context
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.test import TestResponse

from foundations.database.session import db
from tests.factories.organisations import make_token
from tests.factories.platform import FLOW, RELIEF, Platform

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ONE, BOX = "/access/v1/evaluation", "/access/v1/evaluations"


def question(person: str | None = "p-1", **context: Any) -> dict[str, Any]:
    properties = {} if person is None else {"properties": {"person": person}}
    return {
        "subject": {"type": "organization", "id": "lab"},
        "action": {"name": "use"},
        "resource": {"type": "dataset", "id": FLOW, **properties},
        "context": {"purpose": RELIEF, **context},
    }


class Machine:
    """The organisation's machine."""

    def __init__(self, app: Flask, platform: Platform) -> None:
        self.client: FlaskClient = app.test_client()
        self.token = make_token(platform.user)

    def send(self, body: Any, path: str = ONE, **headers: str) -> TestResponse:
        """Post ``body``, as JSON unless it is text."""
        shown = {"Authorization": f"Bearer {self.token}", **headers}
        data = body if isinstance(body, str) else json.dumps(body)
        db.session.rollback()  # what the test has read must not stand in the request's way
        post = partial(self.client.post, path, data=data, content_type="application/json", headers=shown)
        return Context().run(post)

    def ask(self, person: str | None = "p-1", **context: Any) -> tuple[bool, list[str]]:
        """The decision and the codes of its reasons."""
        return told(self.send(question(person, **context)))


def told(response: TestResponse) -> tuple[bool, list[str]]:
    assert response.status_code == 200, response.text
    assert response.json is not None
    return response.json["decision"], [one["code"] for one in response.json["context"]["reasons"]]
