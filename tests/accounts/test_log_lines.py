"""Acts of accounts leave log lines that name nobody, and only when they are stored (promise R-64)."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from accounts.enums import Role
from accounts.services import grant_role
from foundations.database.clock import now
from foundations.database.session import db
from foundations.web.audit import log_once_stored
from foundations.web.log_lines import JsonLines
from tests.accounts.mailbox import links_in, mails_to
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person

NAME, ADDRESS = "ゆず湯の会", "yuzu@example.jp"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the application logs, as it would stand in the file."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("yoriai")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(level)


def events(lines: io.StringIO) -> list[str]:
    return [json.loads(line)["event"] for line in lines.getvalue().splitlines()]


def test_life_of_an_account_is_logged_without_its_name_and_address(
    client: PageClient, database: Flask, lines: io.StringIO
) -> None:
    page = client.get("/sign-up")
    client.send(page, name=NAME, address=ADDRESS, new_password=PASSWORD, language="en")
    link = links_in(mails_to(ADDRESS)[0])[0]
    client.send(client.get(link))
    client.send(client.get("/sign-in"), to="/sign-in", address=ADDRESS, password="wrong " + PASSWORD)
    client.send(client.get("/sign-in"), to="/sign-in", address=ADDRESS, password=PASSWORD)
    client.send(client.get("/my/profile"), name="別の名前", language="en")
    client.send(client.get("/my/password"), password=PASSWORD, new_password="another long sentence of mine")
    client.send(client.get("/password-reset"), address=ADDRESS)
    assert events(lines) == [
        "signed_up",
        "address_confirmed",
        "sign_in_failed",
        "signed_in",
        "profile_changed",
        "sign_ins_ended",
        "password_changed",
        "password_reset_requested",
    ]
    people = {line["event"]: line["person"] for line in map(json.loads, lines.getvalue().splitlines())}
    assert people.pop("sign_in_failed") is None  # a guess is nobody's act
    assert set(people.values()) == {1}
    for secret in (NAME, "別の名前", ADDRESS, "yuzu", PASSWORD, link.rpartition("/")[2]):
        assert secret not in lines.getvalue()
        assert json.dumps(secret).strip('"') not in lines.getvalue()


def test_granting_a_role_is_logged(database: Flask, lines: io.StringIO) -> None:
    person = make_person()
    grant_role(person=person, role=Role.JUDGE, starts_at=now(), ends_at=None, by=None, at=now())
    db.session.commit()
    assert events(lines) == ["role_granted", "sign_ins_ended"]


def test_what_is_undone_is_not_logged(database: Flask, lines: io.StringIO) -> None:
    make_person()
    log_once_stored("undone", person=1)
    db.session.rollback()
    make_person()
    assert events(lines) == []


def test_line_waits_for_the_commit_not_for_a_savepoint(database: Flask, lines: io.StringIO) -> None:
    make_person()
    log_once_stored("stored", person=1)
    with db.session.begin_nested():
        pass
    assert events(lines) == []
    db.session.commit()
    assert events(lines) == ["stored"]
