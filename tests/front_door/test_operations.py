"""The administrator's room: what runs badly is seen there, told on the own page, and can be acted on."""

import datetime as dt
import shutil

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.enums import Role
from foundations.database.clock import now
from foundations.database.session import db
from foundations.mail.models import OutgoingMail
from foundations.mail.outbox import queue_mail
from foundations.scheduling.leadership import take_lease
from foundations.scheduling.models import JobRun
from foundations.search.indexing import rebuild
from foundations.search.registry import current_search
from tests.clients import PageClient
from tests.factories.accounts import grant_role, make_person, sign_in
from tests.front_door.test_home import Counting
from tests.front_door.test_my_page import tasks


@pytest.fixture
def administrator(client: PageClient, database: Flask) -> PageClient:
    """A browser in which an administrator is signed in."""
    person = make_person()
    grant_role(person, Role.ADMINISTRATOR)
    sign_in(client, person)
    return client


def give_up(number: int = 1) -> OutgoingMail:
    """A mail that could not be delivered."""
    queue_mail(
        to=f"gone{number}@example.jp",
        subject="投票の受付証",
        body="https://yoriai.example/a-secret-link\n",
        language="ja",
        unique_key=f"letter:{number}",
        at=now(),
    )
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.unique_key == f"letter:{number}")).one()
    mail.given_up_at, mail.attempts, mail.last_error = now(), 3, "SMTPRecipientsRefused at servers.py:1 550"
    db.session.commit()
    return mail


def test_everything_well_says_so(administrator: PageClient) -> None:
    take_lease(db.session(), "host:1", now())
    db.session.commit()
    rebuild(current_search())

    text = administrator.get("/operations").text

    assert "Everything is done on time." in text
    assert "The index is whole." in text
    assert "Every mail has arrived or is on its way" in text


def test_nobody_at_the_clock_and_a_missing_index_are_said(administrator: PageClient) -> None:
    shutil.rmtree(administrator.app.config["DATA_DIR"] / "index", ignore_errors=True)

    text = administrator.get("/operations").text

    assert "Nobody keeps the clock" in text
    assert "The index is missing or damaged." in text


def test_late_work_is_listed(administrator: PageClient) -> None:
    take_lease(db.session(), "host:1", now())
    due_at = now() - dt.timedelta(minutes=6)
    db.session.add(JobRun(run_key="close/3", job_name="close", due_at=due_at, not_before=due_at))
    db.session.commit()

    page = administrator.get("/operations")

    assert "close/3" in page.text
    assert "Everything is done on time." not in page.text
    assert ("Some regular work is late or fails", "/operations#jobs") in tasks(administrator.get("/my"))


def test_mail_given_up_is_shown_without_its_text(administrator: PageClient) -> None:
    give_up()

    page = administrator.get("/operations")

    assert "gone1@example.jp" in page.text
    assert "投票の受付証" in page.text
    assert "SMTPRecipientsRefused at servers.py:1 550" in page.text
    assert "a-secret-link" not in page.html
    assert ("1 mail could not be delivered", "/operations#mails") in tasks(administrator.get("/my"))


def test_administrator_sends_a_mail_again(administrator: PageClient) -> None:
    mail = give_up()
    page = administrator.get("/operations")

    after = administrator.follow(administrator.send(page, to=f"/operations/mails/{mail.id}/another-attempt"))

    assert "The mail is on its way once more." in after.html
    assert "gone1@example.jp" not in after.text
    assert db.session.scalars(select(OutgoingMail.given_up_at)).one() is None


def test_administrator_takes_a_mail_off_the_list(administrator: PageClient) -> None:
    mail = give_up()
    page = administrator.get("/operations")

    after = administrator.follow(administrator.send(page, to=f"/operations/mails/{mail.id}/letting-go"))

    assert "The mail is off the list. It will not be sent." in after.html
    assert "gone1@example.jp" not in after.text
    gone = administrator.send(page, to=f"/operations/mails/{mail.id}/another-attempt")
    assert gone.status_code == 404


def test_nobody_else_is_told_on_their_page(client: PageClient, database: Flask) -> None:
    give_up()
    person = make_person()
    grant_role(person, Role.AUDITOR)
    sign_in(client, person)

    assert tasks(client.get("/my")) == []


def test_operations_ask_as_much_of_the_database_however_many_mails_there_are(administrator: PageClient) -> None:
    counted = []
    for number in (1, 2, 3):
        give_up(number)
        with Counting() as counting:
            administrator.get("/operations")
        counted.append(counting.number)

    assert counted[0] == counted[2] <= 7
