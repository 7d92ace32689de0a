"""Offices with scope and term: given, held, ended, on the record, and shown."""

import datetime as dt
import json

import pytest
from flask import Flask
from sqlalchemy import event, select

from accounts import policies
from accounts.enums import EVERYWHERE, PUBLIC_OFFICES, Role, contest_scope
from accounts.errors import RoleAlreadyHeld, TermBackwards
from accounts.methods import Actor
from accounts.models import Person, RoleGrant
from accounts.presets import role_label
from accounts.queries import actor_signed_in_with
from accounts.services import end_role, grant_role
from accounts.signals import scopes_asked
from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.models import LedgerPayload
from tests.clients import PageClient
from tests.factories.accounts import actor_of, make_person, make_sign_in, sign_in
from tests.factories.accounts import grant_role as hold_role

AT = dt.datetime(2026, 8, 1, 3, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def give(
    person: Person,
    role: Role = Role.JUDGE,
    scope: str = "contest:7",
    *,
    starts_at: dt.datetime = AT,
    ends_at: dt.datetime | None = AT + 30 * DAY,
    by: Actor | None = None,
) -> RoleGrant:
    grant = grant_role(person=person, role=role, scope=scope, starts_at=starts_at, ends_at=ends_at, by=by, at=AT)
    db.session.commit()
    return grant


def holds(person: Person, role: Role, scope: str, at: dt.datetime) -> bool:
    token = make_sign_in(person, at=at)
    return actor_signed_in_with(token, at).has_role(role, scope)


@pytest.mark.parametrize(
    ("after", "held"),
    [(-dt.timedelta(microseconds=1), False), (dt.timedelta(), True), (29 * DAY, True), (30 * DAY, False)],
)
def test_role_is_held_from_its_start_until_just_before_its_end(
    database: Flask, after: dt.timedelta, held: bool
) -> None:
    person = make_person()
    give(person)
    assert holds(person, Role.JUDGE, "contest:7", AT + after) == held


def test_role_is_held_for_its_scope_or_everywhere(database: Flask) -> None:
    judge, clerk = make_person(), make_person()
    give(judge)
    give(clerk, Role.SECRETARIAT, EVERYWHERE)
    assert holds(judge, Role.JUDGE, contest_scope(7), AT)
    assert not holds(judge, Role.JUDGE, contest_scope(70), AT)
    assert not holds(judge, Role.JUDGE, EVERYWHERE, AT)
    assert not holds(judge, Role.SECRETARIAT, contest_scope(7), AT)
    assert holds(clerk, Role.SECRETARIAT, contest_scope(70), AT)


def test_granting_and_ending_stand_in_the_ledger_without_a_name(database: Flask) -> None:
    person, administrator = make_person(name="佐藤 美咲"), make_person()
    by = actor_of(administrator, at=AT)
    grant = give(person, by=by)
    end_role(grant=grant, by=None, at=AT + DAY)
    db.session.commit()
    rows = db.session.execute(select(LedgerPayload.kind, LedgerPayload.subject, LedgerPayload.text)).all()
    assert [(row.kind, row.subject) for row in rows] == [
        ("accounts.role_granted", f"person:{person.id}"),
        ("accounts.role_ended", f"person:{person.id}"),
    ]
    granted, ended = (json.loads(row.text)["payload"] for row in rows)
    assert granted == {
        "person": person.id,
        "role": "judge",
        "scope": "contest:7",
        "starts_at": "2026-08-01T03:00:00+00:00",
        "ends_at": "2026-08-31T03:00:00+00:00",
        "by": administrator.id,
    }
    assert (ended["ends_at"], ended["by"]) == ("2026-08-02T03:00:00+00:00", None)
    assert "佐藤" not in "".join(row.text for row in rows)


def test_ended_role_is_gone_at_that_instant(database: Flask) -> None:
    person = make_person()
    end_role(grant=give(person), by=None, at=AT + DAY)
    db.session.commit()
    assert holds(person, Role.JUDGE, "contest:7", AT + DAY - dt.timedelta(seconds=1))
    assert not holds(person, Role.JUDGE, "contest:7", AT + DAY)


def test_role_ended_before_it_began_is_never_held(database: Flask) -> None:
    person = make_person()
    end_role(grant=give(person, starts_at=AT + DAY), by=None, at=AT)
    db.session.commit()
    assert not holds(person, Role.JUDGE, "contest:7", AT + DAY)
    give(person, ends_at=None)  # and does not stand in the way of another grant


def test_first_ending_counts(database: Flask) -> None:
    grant = give(make_person())
    end_role(grant=grant, by=None, at=AT + DAY)
    end_role(grant=grant, by=None, at=AT + 2 * DAY)
    db.session.commit()
    assert grant.ends_at == AT + DAY
    assert len(db.session.scalars(select(LedgerPayload)).all()) == 2


@pytest.mark.parametrize(("starts", "ends"), [(0, 30), (-5, 1), (29, None), (10, 20), (-5, None)])
def test_same_role_is_not_held_twice_at_a_time(database: Flask, starts: int, ends: int | None) -> None:
    person = make_person()
    give(person)
    with pytest.raises(RoleAlreadyHeld):
        give(person, starts_at=AT + starts * DAY, ends_at=None if ends is None else AT + ends * DAY)


def test_terms_may_follow_one_another(database: Flask) -> None:
    person = make_person()
    give(person)
    give(person, starts_at=AT - 10 * DAY, ends_at=AT)
    give(person, starts_at=AT + 30 * DAY, ends_at=None)
    give(person, scope="contest:8")
    give(person, Role.FACILITATOR)


@pytest.mark.parametrize("days", [0, -1])
def test_term_must_end_after_it_starts(database: Flask, days: int) -> None:
    person = make_person()
    with pytest.raises(TermBackwards):
        give(person, ends_at=AT + days * DAY)


def test_only_administrators_grant_roles() -> None:
    def actor(*grants: tuple[Role, str]) -> Actor:
        return Actor(at=AT, person_id=1, grants=frozenset(grants))

    allowed = {role for role in Role if policies.may_grant_roles(actor((role, EVERYWHERE)))}
    assert allowed == {Role.ADMINISTRATOR}
    assert not policies.may_grant_roles(actor((Role.ADMINISTRATOR, "contest:7")))
    assert not policies.may_grant_roles(Actor(at=AT))


def test_public_offices_are_shown_to_everybody(client: PageClient, database: Flask) -> None:
    for role in Role:
        hold_role(make_person(name=f"Holder of {role}"), role)
    past = hold_role(make_person(name="Former chair"), Role.CHAIR)
    past.ends_at = now()
    future = hold_role(make_person(name="Next chair"), Role.CHAIR)
    future.starts_at = now() + DAY
    db.session.commit()
    page = client.get("/offices")
    cells = {cell.text for cell in page.root.iter("td")}
    shown = {role for role in Role if f"Holder of {role}" in cells}
    assert shown == PUBLIC_OFFICES
    assert "Former chair" not in page.html
    assert "Next chair" not in page.html


def test_list_of_offices_takes_as_many_queries_for_three_as_for_one(client: PageClient, database: Flask) -> None:
    def statements_of_the_page() -> list[str]:
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", note := lambda *args: asked.append(args[2]))
        client.get("/offices")
        event.remove(db.engine, "before_cursor_execute", note)
        return asked

    hold_role(make_person(), Role.JUDGE)
    for_one = statements_of_the_page()
    hold_role(make_person(), Role.JUDGE)
    hold_role(make_person(), Role.CHAIR)
    assert statements_of_the_page() == for_one
    assert sum("FROM role_grants" in statement for statement in for_one) == 2


def test_scope_has_the_name_that_its_room_gives_it(client: PageClient, database: Flask) -> None:
    hold_role(make_person(), Role.JUDGE, "contest:7")
    hold_role(make_person(), Role.JUDGE, "contest:8")

    def name(_sender: object, scopes: set[str]) -> dict[str, tuple[str, str]]:
        return {"contest:7": ("柏木のまちづくり", "/contests/kashiwagi")} if "contest:7" in scopes else {}

    with scopes_asked.connected_to(name):
        page = client.get("/offices")
    assert "柏木のまちづくり" in page.text
    assert "contest:8" in page.text


def test_own_roles_show_term_and_scope(client: PageClient, database: Flask) -> None:
    person = make_person()
    sign_in(client, person)
    assert "You hold no role" in client.get("/my/roles").text
    hold_role(person, Role.PROVIDER_OFFICER)
    page = client.get("/my/roles")
    assert "Officer of a data provider" in page.text
    assert "until further notice" in page.text


def test_every_role_has_a_name_for_readers(database: Flask) -> None:
    with database.test_request_context():
        assert len({role_label(role) for role in Role}) == len(Role)
