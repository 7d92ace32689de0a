"""Whom to be, and the mails of the demonstration."""

import pytest
from flask import Flask

from accounts.models import SignIn
from contest.enums import Phase
from contest.models import Comment
from foundations.database.clock import now
from foundations.database.session import db
from foundations.mail.outbox import queue_mail
from tests.clients import Page, PageClient
from tests.factories.accounts import make_person, sign_in
from tests.factories.contest import make_contest, make_idea
from tests.factories.demonstration import be
from tests.front_door.demonstration_files import PEOPLE


@pytest.mark.parametrize("language", ["ja", "en"])
def test_demonstration_shows_everybody_with_a_button(app: Flask, language: str) -> None:
    page = PageClient(app, language).get("/demo")

    buttons = [field.get("value") for field in page.root.iter("input") if field.get("name") == "persona"]
    assert sorted(map(str, buttons)) == sorted(PEOPLE["personas"])
    assert all(person["about"][language] in page.text for person in PEOPLE["personas"].values())


@pytest.mark.usefixtures("database")
def test_persona_goes_on_to_where_the_visitor_was_going(client: PageClient) -> None:
    make_person(persona="citizen")

    assert be(client, "citizen", next="/contests/spring?page=2") == "/contests/spring?page=2"


@pytest.mark.usefixtures("database")
def test_persona_is_not_led_away(client: PageClient) -> None:
    make_person(persona="citizen")

    assert be(client, "citizen", next="//evil.example/").startswith("/")
    assert "evil" not in be(client, "citizen", next="//evil.example/")


def test_demonstration_keeps_where_the_visitor_was_going(client: PageClient) -> None:
    page = client.get("/demo?next=/contests/spring")

    nexts = {field.get("value") for field in page.root.iter("input") if field.get("name") == "next"}
    assert nexts == {"/contests/spring"}


@pytest.mark.usefixtures("database")
def test_button_pressed_again_because_no_answer_came_signs_in(client: PageClient) -> None:
    make_person(persona="citizen")
    token = client.get("/demo").root.find(".//main//input[@name='csrf_token']")
    assert token is not None
    cookie = client.browser.get_cookie(client.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None

    signed_in = []
    for _ in range(2):
        client.browser.set_cookie(cookie.key, cookie.value)  # the browser has seen no answer yet
        client.post_raw(
            "/demo/sign-in", {"csrf_token": token.get("value"), "persona": "citizen", "idempotency_key": "k"}
        )
        signed_in.append(client.get_raw("/my/sign-ins").status_code)

    assert signed_in == [200, 200]


@pytest.mark.usefixtures("database")
def test_words_of_an_ended_sign_in_come_through_the_choice_of_people(client: PageClient) -> None:
    persona = make_person(persona="citizen")
    idea = make_idea(make_contest(phase=Phase.SUBMISSION), author=make_person())
    address = f"/ideas/{idea.id}/comments"
    sign_in(client, persona)
    page = client.get(f"/ideas/{idea.id}")
    db.session.query(SignIn).update({"ended_at": now()})
    db.session.commit()

    asked = client.page_of(client.send(page, to=address, body="夜道が暗くて困っています。"), 401)
    choice = client.page_of(client.send(asked, to=f"/demo?next=%2Fideas%2F{idea.id}"), 200)
    buttons = [form for form in choice.root.iter("form") if choice.fields(form).get("persona") == ["citizen"]]
    offered = client.page_of(client.post_raw("/demo/sign-in", choice.fields(buttons[0])), 200)
    client.follow(client.send(offered, to=address))

    assert [comment.body for comment in db.session.query(Comment)] == ["夜道が暗くて困っています。"]


def test_choice_of_people_with_words_is_not_there_elsewhere(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.app.config, "DEMONSTRATION_MODE", value=False)

    assert client.post_raw("/demo", {"csrf_token": client.form_token()}).status_code == 404


@pytest.mark.usefixtures("database")
def test_changing_persona_ends_the_earlier_sign_in(client: PageClient) -> None:
    citizen, judge = make_person(persona="citizen"), make_person(persona="judge")
    be(client, "citizen")
    be(client, "judge")

    assert [(one.person_id, one.ended_at is None) for one in db.session.query(SignIn).order_by(SignIn.id)] == [
        (citizen.id, False),
        (judge.id, True),
    ]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("persona", ["", "mayor", "citizen\x00"])
def test_unknown_persona_is_refused_in_words(client: PageClient, persona: str) -> None:
    make_person(persona="citizen")
    token = client.get("/demo").root.find(".//main//input[@name='csrf_token']")
    assert token is not None

    response = client.post_raw("/demo/sign-in", {"csrf_token": token.get("value"), "persona": persona})

    assert "Nobody of that name can be chosen here." in client.page_of(response, 422).text


@pytest.mark.usefixtures("database")
def test_persona_who_is_not_there_is_refused_in_words(client: PageClient) -> None:
    token = client.get("/demo").root.find(".//main//input[@name='csrf_token']")
    assert token is not None

    response = client.post_raw("/demo/sign-in", {"csrf_token": token.get("value"), "persona": "citizen"})

    assert "There are no demonstration people here." in client.page_of(response, 404).text


@pytest.mark.parametrize("path", ["/demo", "/demo/mail"])
def test_demonstration_page_is_not_there_elsewhere(
    client: PageClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.app.config, "DEMONSTRATION_MODE", value=False)

    client.get(path, status=404)


@pytest.mark.usefixtures("database")
def test_persona_cannot_sign_in_elsewhere(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    make_person(persona="citizen")
    token = client.get("/demo").root.find(".//main//input[@name='csrf_token']")
    assert token is not None
    monkeypatch.setitem(client.app.config, "DEMONSTRATION_MODE", value=False)

    response = client.post_raw("/demo/sign-in", {"csrf_token": token.get("value"), "persona": "citizen"})

    assert response.status_code == 404
    assert db.session.query(SignIn).count() == 0


def send(subject: str, body: str = "x", to: str = "yuka@mizuhama.example") -> None:
    queue_mail(to=to, subject=subject, body=body, language="ja", unique_key=f"test:{subject}", at=now())
    db.session.commit()


def earlier(page: Page) -> str | None:
    links = page.root.findall(".//main//nav/a")
    return next((link.get("href") for link in links if link.text == "Earlier mails"), None)


def test_mails_say_so_when_there_are_none(client: PageClient) -> None:
    assert "No mail yet" in client.get("/demo/mail").text


@pytest.mark.usefixtures("database")
def test_mails_come_newest_first_with_links_of_our_own(client: PageClient) -> None:
    send("一通目")
    send("二通目", "開く：http://localhost/sign-up/confirmation?code=abc-1\n<b>http://evil.example/x</b>")

    page = client.get("/demo/mail")

    assert [heading.text for heading in page.root.iter("h2")] == ["二通目", "一通目"]
    assert "/sign-up/confirmation?code=abc-1" in {link.get("href") for link in page.root.iter("a")}
    assert "<b>http://evil.example/x</b>" in page.text
    assert not [link for link in page.root.iter("a") if "evil" in str(link.get("href"))]


@pytest.mark.parametrize("before", ["", "abc", "-1", "1.5", "9" * 40, "１２"])
def test_mails_before_no_number_are_a_bad_request(client: PageClient, before: str) -> None:
    client.get(f"/demo/mail?before={before}", status=400)


@pytest.mark.usefixtures("database")
def test_mails_are_paged(client: PageClient) -> None:
    for number in range(1, 42):
        send(f"第{number}号")

    first = client.get("/demo/mail")
    second = client.get(str(earlier(first)))
    third = client.get(str(earlier(second)))

    shown = [[heading.text for heading in page.root.iter("h2")] for page in (first, second, third)]
    assert [(len(page), page[0]) for page in shown] == [(20, "第41号"), (20, "第21号"), (1, "第1号")]
    assert earlier(third) is None
