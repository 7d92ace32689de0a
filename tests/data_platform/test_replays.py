"""R-53: what was decided is decided again from the record, and comes out the same to the rule's hash."""

import json

import pytest
from flask import Flask
from sqlalchemy import update

from data_platform.models import DecisionRecord
from data_platform.services.applications import revoke_grant
from data_platform.services.replaying import replay_all
from foundations.database.append_only import protect, unprotect
from foundations.database.base import Base
from foundations.database.clock import now
from foundations.database.session import db
from tests.data_platform.machines import Machine
from tests.factories.accounts import actor_of
from tests.factories.platform import Platform


def test_replay_repeats_every_answer_whatever_has_changed_since(platform: Platform, machine: Machine) -> None:
    person = platform.person("p-1")
    platform.person("p-2", agrees=False)
    before = now()
    asked = [machine.ask("p-1"), machine.ask("p-2"), machine.ask(None), machine.ask("p-1", fields=["unheard-of"])]
    platform.withdraw(person)
    asked += [machine.ask("p-1"), machine.ask("p-1", time=before.isoformat()), machine.ask(purpose="unheard-of")]
    assert platform.grant is not None
    at = now()
    revoke_grant(grant=platform.grant, by=actor_of(platform.officer, at=at), at=at)
    db.session.commit()
    asked.append(machine.ask("p-1"))

    replayed = list(replay_all())

    assert [one.is_same for one in replayed] == [True] * len(asked), [
        (one.record.answer, one.answer) for one in replayed if not one.is_same
    ]
    assert [json.loads(one.answer)["permitted"] for one in replayed] == [permitted for permitted, _ in asked]


def test_replay_tells_an_answer_that_was_changed(database: Flask, platform: Platform, machine: Machine) -> None:
    platform.person("p-1")
    machine.ask()
    table = Base.metadata.tables[DecisionRecord.__tablename__]
    unprotect(table, db.session.connection())
    db.session.execute(update(DecisionRecord).values(answer='{"permitted":false,"reasons":[]}'))
    protect(table, db.session.connection())
    db.session.commit()

    finished = database.test_cli_runner().invoke(args=["decisions", "replay"])

    assert finished.exit_code == 1
    assert finished.output.splitlines()[-1] == "1 decisions replayed: 0 the same, 1 different."


def test_what_could_not_be_decided_is_not_replayed(
    platform: Platform, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("data_platform.services.deciding._lookups.fresh", fail)
    machine.ask()

    assert list(replay_all()) == []
