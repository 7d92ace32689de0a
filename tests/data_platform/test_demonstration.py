"""The demonstration's evaluation: a permit for one persona until that persona withdraws on the page."""

from contextvars import Context
from functools import partial
from typing import Any

import pytest
from flask import Flask

from tests.clients import PageClient
from tests.data_platform.machines import ONE
from tests.factories.demonstration import be

pytestmark = pytest.mark.slow


def run(app: Flask, *words: str) -> str:
    """What a command of the console prints last."""
    finished = app.test_cli_runner().invoke(args=list(words), catch_exceptions=False)
    assert finished.exit_code == 0, finished.output
    return finished.output.splitlines()[-1]


def ask(app: Flask, token: str, person: str) -> tuple[bool, list[str], dict[str, Any]]:
    """Ask as the mobility lab's machine does; return the decision, its reasons' codes and its context."""
    body = {
        "subject": {"type": "organization", "id": "demo-mobility-lab"},
        "action": {"name": "use"},
        "resource": {"type": "dataset", "id": "demo-people-flow", "properties": {"person": person}},
        "context": {"purpose": "congestion-relief"},
    }
    headers = {"Authorization": f"Bearer {token}"}
    response = Context().run(partial(app.test_client().post, ONE, json=body, headers=headers))
    assert (response.status_code, response.json is None) == (200, False), response.text
    answer: dict[str, Any] = response.json  # type: ignore[assignment]
    return answer["decision"], [one["code"] for one in answer["context"]["reasons"]], answer["context"]


def test_use_is_permitted_until_the_persona_withdraws(app: Flask) -> None:
    run(app, "demo", "load")
    token = run(app, "decisions", "token", "demo-mobility-lab")

    is_permitted, reasons, context = ask(app, token, "citizen")
    assert (is_permitted, reasons) == (True, [])
    assert {"rule", "motion", "meeting", "minutes", "hash", "number", "version"} == set(context["rules"][0])
    assert ask(app, token, "citizen2")[:2] == (False, ["no_consent"])

    client = PageClient(app)
    be(client, "citizen")
    page = client.get("/consents/congestion-relief")
    assert client.send(page, to="/consents/congestion-relief/withdrawal").status_code == 303

    assert ask(app, token, "citizen")[:2] == (False, ["consent_ended"])
    uses = client.get("/consents/uses").text
    assert "Permitted: a rule allows this use" in uses
    assert "the person's consent was withdrawn" in uses
    assert run(app, "decisions", "replay") == "3 decisions replayed: 3 the same, 0 different."
