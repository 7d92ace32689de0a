"""R-32: what was typed comes through a sign-in, is sent by a press, and can be gone on with."""

import pytest

from accounts.models import Person
from accounts.queries import actor_signed_in_with
from foundations.database.clock import now
from foundations.web.actors import TOKEN
from tests.clients import PageClient
from tests.factories.accounts import PASSWORD
from tests.factories.contest import make_person
from tests.foundations.web.late_forms import BODY, comments, end_sign_ins, send_too_late, sign_in_there


def test_comment_comes_through_and_is_sent_by_a_press(client: PageClient, writer: Person, address: str) -> None:
    asked = send_too_late(client, address)
    assert asked.heading == "Please sign in again"
    offered = sign_in_there(client, asked, writer)
    assert (offered.heading, comments()) == ("Your entries are still here", [])
    assert "夜道が暗くて困っています。" in offered.text
    client.follow(client.send(offered, to=f"{address}/comments"))
    assert comments() == ["夜道が暗くて\n困っています。"]


def test_comment_can_be_gone_on_with(client: PageClient, writer: Person, address: str) -> None:
    offered = sign_in_there(client, send_too_late(client, address), writer)
    shown = client.page_of(client.send(offered, to=f"{address}/comments", only_show="1"), 200)
    form = shown.form(f"{address}/comments")
    assert (shown.fields(form)["body"], comments()) == (["夜道が暗くて\n困っています。"], [])
    assert "Not sent yet" in shown.text
    assert "Please check what you entered" not in shown.text
    client.follow(client.send(shown, to=f"{address}/comments", body="別の言葉"))
    assert comments() == ["別の言葉"]


def test_wrong_password_loses_nothing(client: PageClient, writer: Person, address: str) -> None:
    asked = send_too_late(client, address)
    for _ in range(2):
        asked = sign_in_there(client, asked, writer, password="wrong", status=422)
    assert "夜道が暗くて" in sign_in_there(client, asked, writer).text


def test_old_form_and_offered_one_act_once(client: PageClient, writer: Person, address: str) -> None:
    old = client.get(address)
    key = old.fields(old.form(f"{address}/comments"))["idempotency_key"]
    asked = send_too_late(client, address, idempotency_key=key[0])
    offered = sign_in_there(client, asked, writer)
    for _ in range(3):
        client.follow(client.send(offered, to=f"{address}/comments"))
    assert len(comments()) == 1


def test_somebody_else_is_offered_the_words_with_their_own_rights(
    client: PageClient, writer: Person, address: str
) -> None:
    other = make_person(password=PASSWORD, is_confirmed=False)
    offered = sign_in_there(client, send_too_late(client, address), other)
    assert client.send(offered, to=f"{address}/comments").status_code == 403
    assert comments() == []


def test_signing_in_there_begins_a_new_session(client: PageClient, writer: Person, address: str) -> None:
    old = client.get(address)
    with client.browser.session_transaction() as session:
        before = str(session[TOKEN])
    asked = send_too_late(client, address)
    offered = sign_in_there(client, asked, writer)
    with client.browser.session_transaction() as session:
        after = str(session[TOKEN])
    assert [actor_signed_in_with(token, now()).is_signed_in for token in (before, after)] == [False, True]
    assert client.send(old, to=f"{address}/comments", body="古い合言葉").status_code == 400
    assert client.send(offered, to=f"{address}/comments").status_code == 303


def test_page_of_other_forms_is_not_asked_to_carry_nothing(client: PageClient, address: str) -> None:
    page = client.get(address)
    end_sign_ins()
    answer = client.send(page, to=f"{address}/support")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={address}")


@pytest.mark.parametrize(
    ("referrer", "leads_to"),
    [
        ("/ideas/1/submission", "/ideas/1"),
        ("/contests/night/ballot/check", "/contests/night/ballot"),
        ("/contests/night/divisions", "/contests/night"),
        ("/contests/night/ideas?page=2", "/contests/night/ideas?page%3D2"),
        ("/no/such/page", "/"),
        ("//evil.example", "/"),
    ],
)
def test_way_back_is_a_page_that_can_be_opened(client: PageClient, address: str, referrer: str, leads_to: str) -> None:
    page = client.get(address)
    end_sign_ins()
    fields = page.fields(page.form(f"{address}/support"))
    headers = {"Referer": f"http://localhost{referrer}"}
    answer = client.request("POST", f"{address}/support", data=fields, headers=headers)
    assert answer.headers["Location"] == f"/sign-in?next={leads_to}"


def test_script_is_led_to_sign_in_as_before(client: PageClient, address: str) -> None:
    page = client.get(address)
    end_sign_ins()
    fields = page.fields(page.form(f"{address}/comments")) | {"body": BODY}
    answer = client.request("POST", f"{address}/comments", data=fields, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["HX-Redirect"].startswith("/sign-in?next=")


def test_autosave_is_answered_in_a_word(client: PageClient, address: str) -> None:
    page = client.get(address)
    end_sign_ins()
    fields = page.fields(page.form(f"{address}/comments")) | {"body": BODY}
    answer = client.request("POST", f"{address}/comments", data=fields, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json and answer.json["error"]) == (401, "SignInNeeded")
