"""The operator's console: the first administrator, and offices."""

from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from accounts.models import Person, RoleGrant
from foundations.database.session import db
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["accounts", *arguments])
    return result.exit_code, result.output


def test_there_is_no_account_before_the_first_one_is_made(database: Flask) -> None:
    assert db.session.scalars(select(Person)).all() == []


def test_first_administrator_chooses_a_password_by_a_link(client: PageClient, database: Flask) -> None:
    code, output = run(database, "create-administrator", "root@example.jp", "--name", "運用担当")
    assert code == 0, output
    link = output.splitlines()[-1].removeprefix("http://localhost")
    client.follow(client.send(client.get(link), new_password=PASSWORD))
    page = client.get("/sign-in?next=/my/roles")
    shown = client.follow(client.send(page, to="/sign-in", address="root@example.jp", password=PASSWORD))
    assert "管理者" in shown.text
    assert client.get(link, status=410).heading == "このリンクは使えません"


def test_role_is_granted_until_the_end_of_a_day_in_japan(database: Flask) -> None:
    person = make_person()
    code, output = run(database, "grant", person.address, "judge", "--scope", "contest:7", "--until", "2099-03-31")
    assert (code, output) == (0, "Granted: judge for contest:7. The person signs in again to use it.\n")
    grant = db.session.scalars(select(RoleGrant)).one()
    assert (grant.person_id, grant.role, grant.scope) == (person.id, Role.JUDGE, "contest:7")
    assert grant.ends_at is not None
    assert grant.ends_at.isoformat() == "2099-03-31T15:00:00+00:00"


def test_what_cannot_be_done_is_said_in_one_sentence(database: Flask) -> None:
    person = make_person()
    assert run(database, "grant", "nobody@example.jp", "judge") == (
        1,
        "Error: Nobody has an account with the address nobody@example.jp.\n",
    )
    run(database, "grant", person.address, "judge")
    assert run(database, "grant", person.address, "judge") == (
        1,
        "Error: This person already holds this role then. Nothing was changed.\n",
    )
    code, output = run(database, "create-administrator", "no address", "--name", "x")
    assert (code, output) == (
        1,
        "Error: Mail cannot be sent to this address. Please check it and send the form again.\n",
    )
    assert len(db.session.scalars(select(Person)).all()) == 1
