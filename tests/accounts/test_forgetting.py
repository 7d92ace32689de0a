"""What has done its work is cleared away by the clock, and nothing else is."""

import datetime as dt

from flask import Flask
from sqlalchemy import func, select

from accounts.enums import AttemptKind, CodePurpose, Role
from accounts.jobs import JOBS
from accounts.methods.limits import WINDOW
from accounts.models import ABSOLUTE_LIMIT, CODE_LASTS, Attempt, OneTimeCode, Person, SignIn
from accounts.services.attempts import count_attempt
from accounts.services.codes import issue_code
from accounts.services.forgetting import CONFIRMED_WITHIN
from contest.enums import IdeaState, Phase
from foundations.database.base import Base
from foundations.database.clock import now
from foundations.database.session import db
from foundations.scheduling.running import run_what_is_due
from tests.accounts.mailbox import mails_to
from tests.clients import PageClient
from tests.factories.accounts import grant_role, make_person, make_sign_in
from tests.factories.contest import make_contest, make_idea

NOON = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
A_SECOND = dt.timedelta(seconds=1)


def tidy(at: dt.datetime) -> None:
    """Let the clock do what is due at ``at``."""
    for job in JOBS:
        run_what_is_due(job, by="test", now=lambda: at)


def make_unconfirmed(*, at: dt.datetime = NOON) -> Person:
    """Somebody who signed up at ``at`` and never confirmed the address."""
    person = make_person(is_confirmed=False)
    person.joined_at = at
    db.session.commit()
    return person


def names_left() -> list[str]:
    return list(db.session.scalars(select(Person.name).order_by(Person.id)))


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_account_never_confirmed_is_forgotten_after_its_time(database: Flask) -> None:
    person = make_unconfirmed()
    make_sign_in(person, at=NOON)
    issue_code(person=person, purpose=CodePurpose.CONFIRM_ADDRESS, at=NOON)
    db.session.commit()
    name = person.name

    tidy(NOON + CONFIRMED_WITHIN - A_SECOND)
    assert names_left() == [name]
    tidy(NOON + CONFIRMED_WITHIN + dt.timedelta(hours=1))

    assert (names_left(), count(SignIn), count(OneTimeCode)) == ([], 0, 0)


def test_code_and_sign_in_that_still_count_do_not_keep_an_account(database: Flask) -> None:
    person, late = make_unconfirmed(), NOON + CONFIRMED_WITHIN
    make_sign_in(person, at=late)
    issue_code(person=person, purpose=CodePurpose.CONFIRM_ADDRESS, at=late)
    db.session.commit()

    tidy(late)

    assert (names_left(), count(SignIn), count(OneTimeCode)) == ([], 0, 0)


def test_confirmed_suspended_and_invited_people_are_kept(database: Flask) -> None:
    confirmed, suspended, invited, author = make_person(), make_unconfirmed(), make_unconfirmed(), make_unconfirmed()
    suspended.suspended_at = NOON
    grant_role(invited, Role.ADMINISTRATOR, at=NOON)
    make_idea(make_contest(phase=Phase.SUBMISSION), state=IdeaState.DRAFT, author=author)
    kept = [person.name for person in (confirmed, suspended, invited, author)]
    make_unconfirmed()
    db.session.commit()

    tidy(NOON + dt.timedelta(days=4000))

    assert names_left() == kept


def test_forgotten_address_can_sign_up_again_and_outsiders_see_no_difference(
    client: PageClient, database: Flask
) -> None:
    def sign_up() -> str:
        page = client.follow(
            client.send(
                client.get("/sign-up"),
                name="ゆず湯",
                address="yuzu@example.jp",
                new_password="umbrellas over seven bridges",
                language="ja",
            )
        )
        return page.text

    first = sign_up()
    person = db.session.scalars(select(Person)).one()
    person.joined_at = now() - CONFIRMED_WITHIN
    db.session.commit()
    tidy(now())
    assert names_left() == []

    assert sign_up() == first
    assert [mail.subject for mail in mails_to("yuzu@example.jp")] == ["メールアドレスの確認をお願いします"] * 2


def test_dead_codes_are_forgotten_and_good_ones_kept(database: Flask) -> None:
    person = make_person()
    for sent_at in (NOON, NOON + dt.timedelta(minutes=30)):
        issue_code(person=person, purpose=CodePurpose.RESET_PASSWORD, at=sent_at)
    db.session.commit()

    tidy(NOON + CODE_LASTS)

    assert db.session.scalars(select(OneTimeCode.sent_at)).all() == [NOON + dt.timedelta(minutes=30)]


def test_sign_ins_that_count_no_more_are_forgotten(database: Flask) -> None:
    person = make_person()
    make_sign_in(person, at=NOON)
    make_sign_in(person, at=NOON + A_SECOND)
    make_sign_in(person, at=NOON + 2 * A_SECOND)
    db.session.scalars(select(SignIn).order_by(SignIn.id)).all()[2].end(at=NOON + dt.timedelta(hours=1))
    db.session.commit()

    tidy(NOON + ABSOLUTE_LIMIT)

    assert db.session.scalars(select(SignIn.began_at)).all() == [NOON + A_SECOND]


def test_network_addresses_are_forgotten_though_nobody_tries_again(database: Flask) -> None:
    for made_at in (NOON, NOON + A_SECOND):
        count_attempt(AttemptKind.SIGN_IN, address_key="a@example.jp", client_address="192.0.2.1", at=made_at)
    db.session.commit()

    tidy(NOON + WINDOW)

    assert db.session.scalars(select(Attempt.made_at)).all() == [NOON + A_SECOND]
