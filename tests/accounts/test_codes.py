"""Links in mails: for one purpose and one address, once, for an hour (promises R-09, R-34, R-35)."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.enums import CodePurpose
from accounts.errors import CodeNotAccepted
from accounts.methods.passwords import is_password_of
from accounts.models import OneTimeCode, Person
from accounts.queries import actor_signed_in_with, person_with_code
from accounts.services.codes import issue_code, redeem_code
from foundations.database.clock import now
from foundations.database.session import db, transaction
from tests.accounts.mailbox import links_in, mails_to
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person, make_sign_in, sign_in

AT = dt.datetime(2026, 8, 1, 3, 0, tzinfo=dt.UTC)
NEW = "chosen after forgetting the old one"
THREADS = 16


def issue(person: Person, purpose: CodePurpose = CodePurpose.RESET_PASSWORD, *, at: dt.datetime = AT) -> str:
    code = issue_code(person=person, purpose=purpose, at=at)
    db.session.commit()
    return code


def is_accepted(code: str, purpose: CodePurpose = CodePurpose.RESET_PASSWORD, *, at: dt.datetime = AT) -> bool:
    """Tell whether the code is redeemed; that the page before it says the same is looked at as well."""
    offered = person_with_code(code, purpose, at) is not None
    try:
        redeem_code(code=code, purpose=purpose, at=at)
    except CodeNotAccepted:
        db.session.rollback()
        assert not offered
        return False
    db.session.commit()
    assert offered
    return True


def test_code_is_accepted_once(database: Flask) -> None:
    code = issue(make_person())
    assert [is_accepted(code), is_accepted(code)] == [True, False]


def test_code_is_random_and_kept_as_its_digest(database: Flask) -> None:
    codes = [issue(make_person()) for _ in range(2)]
    assert len(set(codes)) == 2
    assert all(len(code) * 6 >= 128 for code in codes)
    kept = db.session.scalars(select(OneTimeCode.code_digest)).all()
    assert all(len(digest) == 32 and code.encode()[:8] not in digest for code, digest in zip(codes, kept, strict=True))


@pytest.mark.parametrize(
    ("age", "accepted"), [(dt.timedelta(minutes=59, seconds=59), True), (dt.timedelta(hours=1), False)]
)
def test_code_lasts_sixty_minutes(database: Flask, age: dt.timedelta, accepted: bool) -> None:
    assert is_accepted(issue(make_person()), at=AT + age) == accepted


@pytest.mark.parametrize("purpose", CodePurpose)
@pytest.mark.parametrize("used_for", CodePurpose)
def test_code_is_good_for_its_own_purpose_only(database: Flask, purpose: CodePurpose, used_for: CodePurpose) -> None:
    assert is_accepted(issue(make_person(), purpose), used_for) == (purpose == used_for)


def test_code_dies_with_the_address(database: Flask) -> None:
    person = make_person()
    code = issue(person)
    person.address = person.address_key = "moved@example.jp"
    db.session.commit()
    assert not is_accepted(code)


def test_code_dies_with_suspension(database: Flask) -> None:
    person = make_person()
    code = issue(person)
    person.suspended_at = AT
    db.session.commit()
    assert not is_accepted(code)


def test_using_one_code_ends_its_twins_but_not_those_of_others(database: Flask) -> None:
    person, other = make_person(), make_person()
    first, second, foreign = issue(person), issue(person), issue(other)
    assert [is_accepted(second), is_accepted(first), is_accepted(foreign)] == [True, False, True]


def test_invented_code_is_not_accepted(database: Flask) -> None:
    issue(make_person())
    assert not is_accepted("")
    assert not is_accepted("é" * 43)


def redeem_together(app: Flask, code: str) -> int:
    """Redeem one code in many threads at the same instant and return how many succeeded."""
    together = threading.Barrier(THREADS)

    def redeem(_number: int) -> bool:
        with app.app_context():
            db.session.connection()
            db.session.remove()
            together.wait()
            try:
                with transaction("write"):
                    redeem_code(code=code, purpose=CodePurpose.RESET_PASSWORD, at=AT)
            except CodeNotAccepted:
                return False
            return True

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(redeem, range(THREADS)))


def test_sixteen_simultaneous_redemptions_succeed_once(database: Flask) -> None:
    codes = [issue(make_person()) for _ in range(5)]
    db.session.remove()
    assert [redeem_together(database, code) for code in codes] == [1] * 5


@pytest.mark.trust
def test_simultaneous_redemptions_succeed_once_in_two_hundred_rounds(database: Flask) -> None:
    person = make_person()
    for _ in range(200):
        code = issue(person)
        db.session.remove()
        assert redeem_together(database, code) == 1


def test_sixteen_simultaneous_resets_by_page_set_one_password(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD)
    code = issue(person, at=now())
    together = threading.Barrier(THREADS)

    def reset(number: int) -> int:
        browser = PageClient(client.app)
        page = browser.get(f"/password-reset/{code}")
        together.wait()
        return browser.send(page, new_password=f"{NEW} {number}").status_code

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(reset, range(THREADS)))
    assert sorted(answers) == [303] + [410] * (THREADS - 1)
    db.session.refresh(person)
    assert is_password_of(f"{NEW} {answers.index(303)}", person.password_hash)


def test_forgotten_password_is_replaced_by_a_link_in_a_mail(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD, is_confirmed=False)
    elsewhere = make_sign_in(person)
    asked = client.follow(client.send(client.get("/password-reset"), address=person.address))
    assert asked.heading == "Look into your mailbox"
    link = links_in(mails_to(person.address)[0])[0]
    client.get(link)
    sign_in(client, person)
    shown = client.follow(client.send(client.get(link), new_password=NEW))
    assert "Your new password is set." in shown.html
    assert [mail.subject for mail in mails_to(person.address)] == ["Choose a new password", "Your password was changed"]
    assert not actor_signed_in_with(elsewhere, now()).is_signed_in
    assert client.get_raw("/my/sign-ins").status_code == 303
    assert client.send(shown, to="/sign-in", address=person.address, password=PASSWORD).status_code == 422
    again = client.get("/sign-in")
    assert client.send(again, to="/sign-in", address=person.address, password=NEW).status_code == 303
    assert client.get(link, status=410).heading == "This link no longer works"


def test_bad_new_password_uses_no_link_up(client: PageClient, database: Flask) -> None:
    person = make_person(password=PASSWORD)
    link = f"/password-reset/{issue(person, at=now())}"
    refused = client.page_of(client.send(client.get(link), new_password=person.address))
    assert "This password is easy to guess" in refused.text
    client.follow(client.send(refused, new_password=NEW))


def test_link_is_too_old_by_page_as_well(client: PageClient, database: Flask) -> None:
    code = issue(make_person(), at=now())
    page = client.get(f"/password-reset/{code}")
    db.session.execute(update(OneTimeCode).values(expires_at=now()))
    db.session.commit()
    assert client.page_of(client.send(page, new_password=NEW), 410).heading == "This link no longer works"
