"""R-52: a withdrawal acknowledged by one process is refused by the very next decision of every process.

Each round is one interleaving: somebody who agreed is asked about and permitted; they
withdraw on the page; at the acknowledgement, decisions are asked for through several fresh
connections at the same moment, so that they fall to any of the processes.
"""

import json
import threading

import pytest

from tests.factories.organisations import make_token
from tests.factories.platform import FLOW, RELIEF, Platform
from tests.faults.servers import Connection, House
from tests.faults.voters import Voter, make_voter

pytestmark = [pytest.mark.database, pytest.mark.slow]

ASKED_AT_ONCE = 6
WITHDRAWAL = f"/consents/{RELIEF}/withdrawal"


def decide(house: House, token: str, person: str) -> tuple[bool, list[str]]:
    """Ask through a connection of its own; return the decision and its reasons' codes."""
    body = {
        "subject": {"type": "organization", "id": "lab"},
        "action": {"name": "use"},
        "resource": {"type": "dataset", "id": FLOW, "properties": {"person": person}},
        "context": {"purpose": RELIEF},
    }
    connection = Connection(house.address)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = connection.ask("POST", "/access/v1/evaluation", json.dumps(body), headers)
    connection.close()
    assert answer.status == 200, answer.body
    told = json.loads(answer.body)
    return told["decision"], [one["code"] for one in told["context"]["reasons"]]


def decide_at_once(house: House, token: str, person: str) -> list[tuple[bool, list[str]]]:
    """Ask the same through several connections at the same moment."""
    decided: list[tuple[bool, list[str]]] = []
    together = threading.Barrier(ASKED_AT_ONCE)

    def ask() -> None:
        together.wait()
        decided.append(decide(house, token, person))

    asking = [threading.Thread(target=ask) for _ in range(ASKED_AT_ONCE)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    return decided


def withdraw(house: House, person: Voter) -> None:
    """Press the button, and read the acknowledgement."""
    connection = Connection(house.address)
    fields = [("csrf_token", person.form_token), ("recipient", "lab")]
    answer = connection.post(WITHDRAWAL, fields, person.cookie)
    connection.close()
    assert answer.status == 303, answer.body


@pytest.mark.parametrize(
    ("house", "rounds"), [("small", 50), pytest.param("large", 1000, marks=pytest.mark.trust)], indirect=["house"]
)
def test_acknowledged_withdrawal_is_refused_by_the_next_decision_of_every_process(house: House, rounds: int) -> None:
    platform = Platform()
    token = make_token(platform.user)
    names = [f"p-{number}" for number in range(rounds)]
    people = [make_voter(house.app, platform.person(name)) for name in names]
    wrong = []
    for name, person in zip(names, people, strict=True):
        before = decide_at_once(house, token, name)
        withdraw(house, person)
        after = decide_at_once(house, token, name)
        if before != [(True, [])] * ASKED_AT_ONCE or after != [(False, ["consent_ended"])] * ASKED_AT_ONCE:
            wrong.append((name, before, after))
    assert wrong == []
