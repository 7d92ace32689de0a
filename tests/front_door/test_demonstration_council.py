"""The council of the demonstration city: a rule in force, and a motion that waits for the visitor's vote."""

from flask import Flask

from foundations.database.clock import now
from foundations.database.session import db
from front_door.services.demonstration import load_city
from governance_board.queries.motions import open_motions
from governance_board.queries.rules import rules_in_force
from tests.clients import PageClient
from tests.factories.demonstration import be


def test_four_people_finish_the_vote_and_a_rule_is_in_force(client: PageClient, database: Flask) -> None:
    load_city(at=now())
    db.session.commit()
    rules = rules_in_force(at=now()).rules
    assert [(rule.slug, sorted(rule.terms.recipients or ())) for rule in rules] == [
        ("people-flow-congestion", ["demo-mobility-lab"])
    ]
    assert rules[0].terms.covers("demo-people-flow", "congestion-relief", "demo-mobility-lab")
    motion = open_motions()[0].id
    address = f"/council/motions/{motion}"
    for persona in ("member_company", "member_citizen", "member_expert", "chair"):
        assert be(client, persona) == "/council/desk"
        assert "Cast your vote" in client.get("/council/desk").text
        client.follow(client.send(client.get(address), to=f"{address}/votes", choice="yes"))
    result = client.follow(client.send(client.get(address), to=f"{address}/count"))
    assert "The motion was carried." in result.text
    minutes = client.get("/council/minutes/1").text
    assert "Motion 1 was put to the vote" in minutes
