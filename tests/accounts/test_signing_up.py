"""Signing up and confirming the address, page by page."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from accounts.models import Person
from foundations.database.session import db
from tests.accounts.mailbox import links_in, mails_to
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD, make_person, sign_in

NEW = {"name": "ゆず湯", "address": "yuzu@example.jp", "new_password": PASSWORD, "language": "ja"}


def sign_up(client: PageClient, **changes: str) -> None:
    sent = client.follow(client.send(client.get("/sign-up"), **(NEW | changes)))
    assert sent.heading == "Look into your mailbox"


def person_of(address: str) -> Person:
    person = db.session.scalars(select(Person).where(Person.address_key == address)).one()
    db.session.rollback()
    return person


def test_person_signs_up_confirms_and_signs_in(client: PageClient, database: Flask) -> None:
    sign_up(client)
    (mail,) = mails_to("yuzu@example.jp")
    assert (mail.language, mail.subject) == ("ja", "メールアドレスの確認をお願いします")
    link = links_in(mail)[0]
    scanner = PageClient(client.app)
    scanner.get(link)
    assert not person_of("yuzu@example.jp").is_confirmed
    page = client.get(link)
    assert "ゆず湯" in page.text
    confirmed = client.follow(client.send(page))
    assert person_of("yuzu@example.jp").is_confirmed
    home = client.follow(client.send(confirmed, to="/sign-in", address="YUZU＠example.jp", password=PASSWORD))
    assert "ゆず湯" in home.html


def test_confirmation_link_works_once(client: PageClient, database: Flask) -> None:
    sign_up(client)
    link = links_in(mails_to("yuzu@example.jp")[0])[0]
    page = client.get(link)
    client.follow(client.send(page))
    again = client.post_raw(link, {"csrf_token": page.fields(page.form())["csrf_token"], "idempotency_key": ["other"]})
    assert client.page_of(again, 410).heading == "This link no longer works"
    assert client.get(link, status=410).heading == "This link no longer works"


def test_signing_up_with_a_known_address_tells_its_owner_only(client: PageClient, database: Flask) -> None:
    owner = make_person(password=PASSWORD)
    before = owner.password_hash
    sign_up(client, address=owner.address.upper(), new_password="another long sentence of mine")
    (mail,) = mails_to(owner.address)
    assert mail.subject == "You already have an account"
    assert person_of(owner.address).password_hash == before
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_owner_of_an_address_used_by_a_stranger_takes_the_account_over(client: PageClient, database: Flask) -> None:
    sign_up(client, new_password="the stranger knows this one")
    sign_up(PageClient(client.app), new_password="and the owner knows only this")
    link = links_in(mails_to("yuzu@example.jp")[1])[0]
    client.follow(client.send(client.get(link), new_password="chosen by the owner at last"))
    assert person_of("yuzu@example.jp").is_confirmed
    refused = client.send(
        client.get("/sign-in"), to="/sign-in", address="yuzu@example.jp", password="the stranger knows this one"
    )
    assert refused.status_code == 422


def test_another_confirmation_mail_leaves_the_first_one_good(client: PageClient, database: Flask) -> None:
    sign_up(client)
    sent = client.get("/sign-up/sent")
    client.follow(client.send(sent, address="yuzu@example.jp"))
    first, second = (links_in(mail)[0] for mail in mails_to("yuzu@example.jp"))
    assert first != second
    page = client.get(first)
    client.follow(client.send(page))
    client.get(second, status=410)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "あ" * 41}, "This has 41 characters; at most 40 fit. Nothing was lost: shorten it and send again."),
        (
            {"address": "not an address"},
            "Mail cannot be sent to this address. Please check it and send the form again.",
        ),
        (
            {"new_password": "short"},
            "Please choose a password of at least 15 characters. A sentence of your own is easy to remember.",
        ),
        ({"language": "xx"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    client: PageClient, database: Flask, changes: dict[str, str], complaint: str
) -> None:
    answer = client.page_of(client.send(client.get("/sign-up"), **(NEW | changes)))
    assert complaint in answer.text
    assert PASSWORD not in answer.html
    assert mails_to("yuzu@example.jp") == []


def test_mails_on_demand_are_limited_for_a_place(client: PageClient, database: Flask) -> None:
    def ask(address: str) -> TestResponse:
        return client.send(client.get("/sign-up/sent"), address=address)

    assert [ask("yuzu@example.jp").status_code for _ in range(5)] == [303] * 5
    refused = ask("yuzu@example.jp")
    assert "too many attempts" in client.page_of(refused, 429).text
    assert ask("other@example.jp").status_code == 303


def test_profile_changes_name_and_language(client: PageClient, database: Flask) -> None:
    person = make_person()
    sign_in(client, person)
    changed = client.follow(client.send(client.get("/my/profile"), name="ひざ掛け", language="ja"))
    assert changed.heading == "表示名と言語"
    assert "ひざ掛け" in changed.html
    assert person_of(person.address).language == "ja"
