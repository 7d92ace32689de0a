"""R-14, R-15, R-24, R-25: by the way through a sign-in nothing comes in that its writer did not send."""

import random
import string
from collections.abc import Iterator

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer
from markupsafe import escape
from wtforms import PasswordField

from accounts.models import Person
from foundations.web.forms import Form
from foundations.web.kept_words import FIELD, LONGEST_SEAL, KeptWords, unsealed
from tests.clients import Page, PageClient
from tests.factories.accounts import PASSWORD
from tests.foundations.web.late_forms import BODY, OWN_PAGE, comments, end_sign_ins, send_too_late, sign_in_there
from tests.foundations.web.test_addresses import TRAPS
from tests.texts.torture import TORTURE


def test_form_whose_token_died_is_offered_again_to_its_own_page(
    client: PageClient, writer: Person, address: str
) -> None:
    page = client.get(address)
    with client.browser.session_transaction() as session:
        session["csrf_token"] = "another"
    fields = page.fields(page.form(f"{address}/comments")) | {"body": BODY}
    answer = client.request("POST", f"{address}/comments", data=fields, headers=OWN_PAGE)
    offered = client.page_of(answer, 400)
    assert (offered.heading, comments()) == ("Your entries are still here", [])
    client.follow(client.send(offered, to=f"{address}/comments"))
    assert comments() == ["夜道が暗くて\n困っています。"]


def test_form_of_a_browser_without_its_cookie_is_asked_to_sign_in(
    client: PageClient, writer: Person, address: str
) -> None:
    page = client.get(address)
    fresh = PageClient(client.app)
    fields = page.fields(page.form(f"{address}/comments")) | {"body": BODY}
    answer = fresh.request("POST", f"{address}/comments", data=fields, headers=OWN_PAGE)
    offered = sign_in_there(fresh, fresh.page_of(answer, 401), writer)
    fresh.follow(fresh.send(offered, to=f"{address}/comments"))
    assert len(comments()) == 1


def test_sign_in_form_that_comes_too_late_hands_the_words_on(client: PageClient, writer: Person, address: str) -> None:
    asked = send_too_late(client, address)
    client.send(client.get("/sign-in"), to="/sign-in", address=writer.address, password=PASSWORD)  # in another tab
    fields = asked.fields(asked.form("/sign-in")) | {"address": writer.address, "password": PASSWORD}
    answer = client.request("POST", "/sign-in", data=fields, headers=OWN_PAGE)
    offered = client.page_of(answer, 400)
    assert offered.form(f"{address}/comments") is not None
    assert PASSWORD not in offered.html


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_what_another_site_sends_is_never_offered(client: PageClient, address: str, headers: dict[str, str]) -> None:
    answer = client.request("POST", f"{address}/comments", data={"body": "植え付けた言葉"}, headers=headers)
    assert answer.status_code == 400
    assert "植え付けた言葉" not in answer.text
    assert Page(answer.text).heading == "This request could not be understood"


def test_sign_in_with_words_needs_its_token_as_ever(client: PageClient, writer: Person, address: str) -> None:
    asked = send_too_late(client, address)
    stolen = asked.fields(asked.form("/sign-in")) | {"address": writer.address, "password": PASSWORD}
    victim = PageClient(client.app)
    for path in ("/sign-in", "/demo", "/demo/sign-in", "/re-authentication"):
        assert victim.post_raw(path, stolen | {"persona": "citizen"}).status_code == 400
    assert comments() == []


@pytest.fixture
def sealer(app: Flask) -> Iterator[URLSafeSerializer]:
    """Seals whatever it is given, as only we can."""
    with app.test_request_context("/"):
        yield URLSafeSerializer(app.secret_key or "", salt="kept-words", serializer_kwargs={"ensure_ascii": False})


@pytest.mark.parametrize("path", [*TRAPS, "/no/such/page", "/about", "/ideas/x/comments", "/static/x.css"])
def test_seal_for_anything_but_a_form_of_ours_holds_nothing(sealer: URLSafeSerializer, path: str) -> None:
    assert unsealed(sealer.dumps([path, "/", [["body", "x"]], "k", False, False])) is None
    assert unsealed(sealer.dumps(["/ideas/1/comments", "/", [["body", "x"]], "k", False, False])) is not None


def test_seal_that_is_not_ours_or_was_changed_holds_nothing(sealer: URLSafeSerializer) -> None:
    words = KeptWords("/ideas/1/comments", "/", [("body", BODY)], "k", had_file=False, had_password=False)
    forged = URLSafeSerializer("another key", salt="kept-words").dumps(
        ["/ideas/1/comments", "/", [], "k", False, False]
    )
    for seal in (None, "", "x", forged, words.seal[:-1], f"{words.seal}x", f"x{words.seal}", "あ", "\0"):
        assert unsealed(seal) is None
    assert unsealed(words.seal) is not None


def test_strange_text_comes_through_or_is_cleaned(client: PageClient, writer: Person, address: str) -> None:
    page = client.get(address)
    end_sign_ins()
    fields = page.fields(page.form(f"{address}/comments"))
    texts = {f"text{number}": text for number, (_name, text) in enumerate(TORTURE)}
    names = {text[:40]: "x" for _name, text in TORTURE if text not in {"body", ""}}
    asked = client.page_of(client.post_raw(f"{address}/comments", names | texts | fields | {"body": "夜道"}), 401)
    offered = sign_in_there(client, asked, writer)
    client.follow(client.send(offered, to=f"{address}/comments"))
    assert comments() == ["夜道"]


def test_markup_stays_text(client: PageClient, writer: Person, address: str) -> None:
    hostile = '"><script>alert(1)</script> {{ 7*7 }} </textarea>'
    asked = send_too_late(client, address, hostile)
    offered = sign_in_there(client, asked, writer)
    for page in (asked, offered):
        assert "<script>alert" not in page.html
        assert str(escape(hostile)) in page.html


def test_password_token_and_mark_are_not_carried(client: PageClient, writer: Person) -> None:
    page = client.get("/my/profile")
    end_sign_ins()
    fields = page.fields(page.form("/my/profile")) | {"new_password": PASSWORD, "Password2": PASSWORD, "only_show": "1"}
    asked = client.page_of(client.post_raw("/my/profile", fields), 401)
    with client.app.test_request_context("/"):
        words = unsealed(asked.fields(asked.form("/sign-in"))[FIELD][0])
    assert words is not None
    assert {name for name, _ in words.fields} == {"name", "language"}
    offered = sign_in_there(client, asked, writer)
    assert "Passwords are not kept." in offered.text
    assert [button.get("name") for button in offered.form("/my/profile").iter("button")] == ["only_show"]


def test_every_password_field_is_known_by_its_name() -> None:
    def kinds(form: type[Form]) -> Iterator[type[Form]]:
        yield form
        for kind in form.__subclasses__():
            yield from kinds(kind)

    fields = {
        name: field.field_class
        for form in kinds(Form)
        for name, field in vars(form).items()
        if hasattr(field, "field_class")
    }
    assert {name for name, kind in fields.items() if issubclass(kind, PasswordField)} != set()
    assert [name for name, kind in fields.items() if issubclass(kind, PasswordField) and "password" not in name] == []


def test_more_than_any_form_holds_is_refused_in_words(client: PageClient, address: str) -> None:
    page = client.get(address)
    end_sign_ins()
    token = {"csrf_token": page.fields(page.form(f"{address}/comments"))["csrf_token"]}
    noise = "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=990_000))
    answer = client.post_raw(f"{address}/comments", token | {"body": noise})
    assert client.page_of(answer, 413).heading == "This is too large"
    many = {f"field{number}": "x" for number in range(5000)}
    assert client.post_raw(f"{address}/comments", token | many).status_code == 413


def test_longest_seal_fits_into_a_request(client: PageClient, database: Flask) -> None:
    page = client.get("/sign-in")
    answer = client.send(page, to="/sign-in", address="a@b.jp", password="x", kept_words="x" * LONGEST_SEAL)
    assert client.page_of(answer, 422).heading == "Sign in"
