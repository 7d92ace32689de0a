"""AuthZEN evaluations over HTTP: what is permitted, what is denied and why, and what is refused."""

import datetime as dt
import json

import pytest
from sqlalchemy import select

from consent.enums import StopCategory
from consent.models import UseRecord
from consent.services.stop_uses import lift_stop_use, stop_use
from data_platform.models import DecisionRecord
from data_platform.services.applications import revoke_grant
from data_platform.services.deciding import _lookups
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerEntry, LedgerPayload
from governance_board.enums import MotionKind, Target
from governance_board.services.motions import Subject
from governance_board.services.rules import carry_out_motion
from governance_board.services.suspensions import request_suspension, sign_suspension
from tests.data_platform.machines import BOX, ONE, Machine, question, told
from tests.factories.accounts import actor_of
from tests.factories.consent import KINDS
from tests.factories.council import carry, make_motion
from tests.factories.platform import FLOW, Platform


def test_use_with_rule_grant_and_consent_is_permitted(platform: Platform, machine: Machine) -> None:
    person = platform.person("p-1")

    response = machine.send(question(), **{"X-Request-ID": "abc-1"})

    assert told(response) == (True, [])
    assert response.json is not None
    context = response.json["context"]
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.key == context["ledger"]["key"])).one()
    assert context["ledger"]["index"] == entry.leaf_index
    assert context["obligations"] == [{"id": "publish-results"}]
    assert platform.rule is not None
    rule = context["rules"][0]
    assert rule["hash"] == platform.rule.versions[0].hash
    assert rule["rule"].endswith("/rules/people-flow")
    assert rule["motion"].endswith(f"/council/motions/{platform.rule.versions[0].motion_id}")
    assert "/council/meetings/" in rule["meeting"]
    assert response.headers["X-Request-ID"] == "abc-1"
    use = db.session.scalars(select(UseRecord)).one()
    assert (use.person_id, use.is_permitted, use.decision_key, use.kind_slugs) == (
        person.id,
        True,
        entry.key,
        sorted(KINDS[:2]),
    )


def test_use_without_consent_is_denied_and_recorded(platform: Platform, machine: Machine) -> None:
    person = platform.person("p-1", agrees=False)

    assert machine.ask() == (False, ["no_consent"])
    kept = db.session.scalars(select(DecisionRecord)).one()
    assert (kept.person_id, kept.is_permitted, json.loads(kept.answer)["reasons"][0]["code"]) == (
        person.id,
        False,
        "no_consent",
    )
    assert [use.is_permitted for use in db.session.scalars(select(UseRecord))] == [False]
    assert (
        db.session.scalars(
            select(LedgerPayload.kind)
            .join(LedgerEntry, LedgerEntry.leaf_index == LedgerPayload.leaf_index)
            .where(LedgerEntry.key == kept.ledger_key)
        ).one()
        == "data_platform.decided"
    )


def test_withdrawal_counts_at_the_next_decision_and_a_new_consent_too(platform: Platform, machine: Machine) -> None:
    person = platform.person("p-1")

    assert machine.ask() == (True, [])
    platform.withdraw(person)
    assert machine.ask() == (False, ["consent_ended"])
    platform.agree(person, at=now())
    assert machine.ask() == (True, [])


def test_stop_use_outranks_consent_until_it_is_lifted(platform: Platform, machine: Machine) -> None:
    by = actor_of(platform.person("p-1"))
    machine.ask()

    stop_use(category=StopCategory.EVERYTHING, by=by, at=now())
    db.session.commit()
    assert machine.ask() == (False, ["stop_use"])
    lift_stop_use(category=StopCategory.EVERYTHING, by=by, at=now())
    db.session.commit()
    assert machine.ask() == (True, [])


def test_revoked_grant_counts_at_the_next_decision(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")
    machine.ask()
    assert platform.grant is not None
    at = now()
    revoke_grant(grant=platform.grant, by=actor_of(platform.officer, at=at), at=at)
    db.session.commit()

    assert machine.ask() == (False, ["no_grant"])


def test_repealed_rule_counts_at_the_next_decision(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")
    assert machine.ask() == (True, [])
    board, rule = platform.board, platform.rule
    assert rule is not None
    motion = make_motion(board, kind=MotionKind.REPEAL_RULE, subject=Subject(rule=rule))
    carry(board, motion)
    carry_out_motion(motion=motion, by=board.secretariat)
    db.session.commit()

    assert machine.ask() == (False, ["no_rule"])


def test_suspension_counts_at_the_next_decision_and_at_its_end_no_more(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")
    assert machine.ask() == (True, [])
    board = platform.board
    board.at = now() - dt.timedelta(seconds=1)
    asked = request_suspension(target=Target.DATASET, name=FLOW, reason="A leak.", by=board.actor(4))
    db.session.commit()
    assert machine.ask() == (True, [])
    sign_suspension(suspension=asked, by=board.actor(7))
    db.session.commit()

    assert machine.ask() == (False, ["suspended"])
    assert asked.lapses_at is not None
    with _lookups.lock:
        assert _lookups.fresh(now()).loaded.changes_at == asked.lapses_at
        assert _lookups.fresh(asked.lapses_at).loaded.state.suspended_datasets == {}


def test_identifier_of_nobody_and_unknown_names_are_denied(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")

    assert machine.ask("nobody") == (False, ["no_consent"])
    assert machine.ask(purpose="unheard-of") == (False, ["unknown_purpose"])
    assert machine.ask(fields=["care-level"]) == (False, ["unknown_kinds"])
    assert told(machine.send({**question(), "action": {"name": "sell"}})) == (False, ["unknown_action"])


def test_use_in_general_asks_for_each_person(machine: Machine) -> None:
    response = machine.send(question(None))

    assert told(response) == (True, [])
    assert response.json is not None
    assert {"id": "ask_for_each_person"} in response.json["context"]["obligations"]


def test_past_is_answered_from_the_record(platform: Platform, machine: Machine) -> None:
    person = platform.person("p-1")
    before = now()
    platform.withdraw(person)

    assert machine.ask(time=before.isoformat()) == (True, [])
    assert machine.ask(time=now().isoformat()) == (False, ["consent_ended"])
    assert machine.ask(time=(before - dt.timedelta(days=30)).isoformat()) == (False, ["no_consent"])
    assert machine.ask(known_at=before.isoformat()) == (True, [])
    assert machine.ask() == (False, ["consent_ended"])
    assert [one.is_permitted for one in db.session.scalars(select(UseRecord))] == [False], "a question is no use"


@pytest.mark.parametrize(
    ("semantics", "decisions"),
    [
        ("execute_all", [True, False, True]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
def test_box_is_worked_through_as_far_as_asked(
    semantics: str, decisions: list[bool], platform: Platform, machine: Machine
) -> None:
    platform.person("p-1")
    platform.person("p-2", agrees=False)
    people = [{"resource": question(person)["resource"]} for person in ("p-1", "p-2", "p-1")]
    box = {**question(), "evaluations": people, "options": {"evaluations_semantic": semantics}}

    response = machine.send(box, BOX)

    assert response.json is not None
    assert [one["decision"] for one in response.json["evaluations"]] == decisions
    assert len(db.session.scalars(select(DecisionRecord)).all()) == len(decisions)


def test_box_without_a_list_is_one_evaluation(platform: Platform, machine: Machine) -> None:
    platform.person("p-1")

    assert told(machine.send(question(), BOX)) == (True, [])


def test_what_cannot_be_decided_is_denied_and_recorded(
    platform: Platform, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.person("p-1")

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("data_platform.services.deciding._lookups.fresh", fail)
    assert machine.ask() == (False, ["could_not_decide"])
    assert [one.is_permitted for one in db.session.scalars(select(DecisionRecord))] == [False]
    monkeypatch.undo()
    assert machine.ask() == (True, [])


def test_denial_that_cannot_be_recorded_is_still_a_denial(
    platform: Platform, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.person("p-1")

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("foundations.ledger.recording.append", fail)
    response = machine.send(question())

    assert response.status_code == 503
    assert response.json is not None
    assert response.json["decision"] is False
    assert response.json["context"]["ledger"]["index"] is None


def test_addresses_are_told(platform: Platform, machine: Machine) -> None:
    found = machine.client.get("/.well-known/authzen-configuration").json

    assert found is not None
    assert found["access_evaluation_endpoint"] == f"{found['policy_decision_point']}{ONE}"
    assert found["access_evaluations_endpoint"] == f"{found['policy_decision_point']}{BOX}"
