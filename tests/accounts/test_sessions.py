"""A sign-in lives on the server: it ends there, its token changes, its cookie is kept close (promises R-32, R-33)."""

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from accounts.enums import Role
from accounts.models import Person, SignIn
from accounts.queries import actor_signed_in_with
from accounts.services.roles import grant_role as give_role
from foundations.database.clock import now
from foundations.database.session import db
from foundations.web.actors import TOKEN
from tests.accounts.mailbox import mails_to
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, grant_role, make_person, make_sign_in, sign_in

MINUTE = dt.timedelta(minutes=1)
PERSONAL = "/my/sign-ins"


@pytest.fixture
def person(database: Flask) -> Person:
    """A person with a password."""
    return make_person(password=PASSWORD)


def is_signed_in(client: PageClient) -> bool:
    answer = client.get_raw(PERSONAL)
    assert answer.status_code in {200, 303}
    return answer.status_code == 200


def token_of(client: PageClient) -> str:
    with client.browser.session_transaction() as session:
        return str(session[TOKEN])


def copy_of(client: PageClient) -> PageClient:
    """Another browser with a copy of the client's cookies."""
    thief = PageClient(client.app)
    cookie = client.browser.get_cookie(client.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    thief.browser.set_cookie(cookie.key, cookie.value)
    return thief


def sign_in_by_page(client: PageClient, person: Person) -> None:
    page = client.get("/sign-in")
    answer = client.send(page, to="/sign-in", address=person.address, password=PASSWORD)
    assert answer.status_code == 303


def sign_out(client: PageClient) -> TestResponse:
    fields = client.get("/my/profile")
    return client.post_raw("/sign-out", {"csrf_token": fields.fields(fields.form())["csrf_token"]})


def move_back(column: str, by: dt.timedelta) -> None:
    db.session.execute(update(SignIn).values({column: now() - by}))
    db.session.commit()


def test_token_is_random_and_kept_as_its_digest(client: PageClient, person: Person) -> None:
    tokens = []
    for browser in (client, PageClient(client.app)):
        sign_in_by_page(browser, person)
        tokens.append(token_of(browser))
    assert len(set(tokens)) == 2
    assert all(len(token) * 6 >= 128 for token in tokens)  # of base 64
    kept = db.session.scalars(select(SignIn.token_digest)).all()
    assert hashlib.sha256(tokens[0].encode()).digest() in kept
    assert [digest for digest in kept for token in tokens if token.encode()[:8] in digest] == []


def test_cookie_copied_before_signing_out_is_worth_nothing_after(client: PageClient, person: Person) -> None:
    sign_in_by_page(client, person)
    thief = copy_of(client)
    assert is_signed_in(thief)
    client.follow(sign_out(client))
    assert not is_signed_in(client)
    assert not is_signed_in(thief)


def test_signing_in_again_gives_another_token_and_ends_the_first(client: PageClient, person: Person) -> None:
    page = client.get("/sign-in")
    sign_in(client, person)
    first, thief = token_of(client), copy_of(client)
    client.send(page, to="/sign-in", address=person.address, password=PASSWORD)
    assert token_of(client) != first
    assert not is_signed_in(thief)


def test_visitor_session_does_not_survive_signing_in(client: PageClient, person: Person) -> None:
    page = client.get("/sign-in")
    primed = copy_of(client)
    assert client.send(page, to="/sign-in", address=person.address, password=PASSWORD).status_code == 303
    stale = client.send(page, to="/sign-in", address=person.address, password=PASSWORD)
    assert stale.status_code == 400  # its form token died with the visitor's session
    assert not is_signed_in(primed)


def test_changing_the_password_ends_all_other_sign_ins_and_changes_this_token(
    client: PageClient, person: Person
) -> None:
    sign_in_by_page(client, person)
    elsewhere, copied = PageClient(client.app), copy_of(client)
    sign_in_by_page(elsewhere, person)
    page = client.get("/my/password")
    shown = client.follow(client.send(page, password=PASSWORD, new_password="another long sentence of mine"))
    assert shown.heading == "Your sign-ins"
    assert (is_signed_in(client), is_signed_in(elsewhere), is_signed_in(copied)) == (True, False, False)
    assert [mail.subject for mail in mails_to(person.address)] == ["Your password was changed"]


def test_changing_the_password_needs_the_present_one(client: PageClient, person: Person) -> None:
    sign_in_by_page(client, person)
    before = person.password_hash
    answer = client.send(client.get("/my/password"), password="wrong", new_password="another long sentence of mine")
    assert "This is not your current password." in client.page_of(answer).text
    db.session.refresh(person)
    assert person.password_hash == before


def test_guessing_the_present_password_is_limited(client: PageClient, person: Person) -> None:
    sign_in_by_page(client, person)
    answers = [
        client.send(client.get("/my/password"), password="wrong", new_password="another long sentence of mine")
        for _ in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_proving_oneself_again_changes_the_token_and_counts_for_five_minutes(
    client: PageClient, person: Person
) -> None:
    sign_in_by_page(client, person)
    move_back("reauthenticated_at", 10 * MINUTE)
    copied = copy_of(client)
    page = client.get("/re-authentication?next=/my/profile")
    answer = client.send(page, password=PASSWORD)
    assert answer.headers["Location"] == "/my/profile"
    actor = actor_signed_in_with(token_of(client), now())
    assert actor.reauthenticated_at is not None
    assert now() - actor.reauthenticated_at < MINUTE
    assert (is_signed_in(client), is_signed_in(copied)) == (True, False)


def test_wrong_password_does_not_prove_oneself_again(client: PageClient, person: Person) -> None:
    sign_in_by_page(client, person)
    move_back("reauthenticated_at", 10 * MINUTE)
    answer = client.send(client.get("/re-authentication"), password="wrong")
    assert "This is not your current password." in client.page_of(answer).text
    actor = actor_signed_in_with(token_of(client), now())
    assert actor.reauthenticated_at is not None
    assert now() - actor.reauthenticated_at > 9 * MINUTE


def test_gaining_a_role_ends_the_sign_ins_of_before(client: PageClient, person: Person) -> None:
    sign_in(client, person)
    give_role(person=person, role=Role.JUDGE, scope="contest:1", starts_at=now(), ends_at=None, by=None, at=now())
    db.session.commit()
    assert not is_signed_in(client)


def test_suspension_ends_all_sign_ins_at_the_next_request(client: PageClient, person: Person) -> None:
    sign_in(client, person)
    assert is_signed_in(client)
    person.suspended_at = now()
    db.session.commit()
    assert not is_signed_in(client)
    refused = client.send(client.get("/sign-in"), to="/sign-in", address=person.address, password=PASSWORD)
    assert refused.status_code == 422


@pytest.mark.parametrize(("idle", "holds_role", "counts"), [(29, True, True), (30, True, False), (700, False, True)])
def test_unattended_sign_in_ends_after_half_an_hour_on_duty(
    client: PageClient,
    person: Person,
    idle: int,
    holds_role: bool,
    counts: bool,
) -> None:
    if holds_role:
        grant_role(person, Role.SECRETARIAT)
    sign_in(client, person)
    move_back("last_seen_at", idle * MINUTE)
    assert is_signed_in(client) == counts


@pytest.mark.parametrize(("age", "counts"), [(12 * 60 - 1, True), (12 * 60, False)])
def test_sign_in_ends_after_twelve_hours_of_use(
    client: PageClient,
    person: Person,
    age: int,
    counts: bool,
) -> None:
    sign_in(client, person)
    move_back("began_at", age * MINUTE)
    assert is_signed_in(client) == counts


@pytest.mark.parametrize(("ago", "is_noted"), [(59, False), (61, True)])
def test_presence_is_noted_at_most_once_a_minute(
    client: PageClient,
    person: Person,
    ago: int,
    is_noted: bool,
) -> None:
    sign_in(client, person)
    move_back("last_seen_at", dt.timedelta(seconds=ago))
    assert is_signed_in(client)
    seen = db.session.scalars(select(SignIn.last_seen_at)).one()
    assert (now() - seen < dt.timedelta(seconds=30)) == is_noted


def test_polling_is_no_sign_of_presence(client: PageClient, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, person)
    move_back("last_seen_at", 5 * MINUTE)
    view: Any = client.app.view_functions["accounts.list_sign_ins"]
    monkeypatch.setattr(view, "access", replace(view.access, is_polled=True))
    assert is_signed_in(client)
    assert now() - db.session.scalars(select(SignIn.last_seen_at)).one() > 4 * MINUTE


def test_list_shows_own_sign_ins_only_and_ends_them(client: PageClient, person: Person) -> None:
    sign_in_by_page(client, person)
    elsewhere, stranger = PageClient(client.app), make_person()
    make_sign_in(stranger)
    sign_in_by_page(elsewhere, person)
    page = client.get(PERSONAL)
    theirs = [form.get("action") for form in page.root.iter("form") if str(form.get("action")).endswith("/end")]
    assert len(theirs) == 2  # the one elsewhere, and the button for all others
    client.follow(client.send(page, to=theirs[0]))
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)


def test_others_sign_in_cannot_be_ended(client: PageClient, person: Person) -> None:
    stranger = make_person()
    token = make_sign_in(stranger)
    foreign = db.session.scalars(select(SignIn.id)).one()
    sign_in(client, person)
    fields = {"csrf_token": client.get(PERSONAL).fields(client.get("/my/profile").form())["csrf_token"]}
    absent = client.post_raw("/my/sign-ins/999999/end", fields)
    assert client.post_raw(f"/my/sign-ins/{foreign}/end", fields).status_code == absent.status_code == 404
    assert actor_signed_in_with(token, now()).is_signed_in


def test_all_others_end_at_once(client: PageClient, person: Person) -> None:
    sign_in(client, person)
    tokens = [make_sign_in(person) for _ in range(3)]
    page = client.get(PERSONAL)
    client.follow(client.send(page, to="/my/sign-ins/others/end"))
    assert is_signed_in(client)
    assert [actor_signed_in_with(token, now()).is_signed_in for token in tokens] == [False] * 3
