"""Nothing typed is lost: when the line drops, the sign-in expires, or the page is left."""

import itertools
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

TEXT = "夜道が暗くて困っています。"


numbers = itertools.count(1)


@pytest.fixture
def number() -> int:
    """The number of a draft of this test's own: a late answer to another test cannot disturb it."""
    return next(numbers)


@pytest.fixture(autouse=True)
def drafts(gallery: Flask, number: int) -> Iterator[list[dict[str, list[str]]]]:
    """What the server has taken in of this test's draft."""
    yield gallery.config["DRAFTS"].setdefault(number, [])
    gallery.config["DRAFT_ANSWER"] = 204


@pytest.fixture
def form_page(page: Page, number: int) -> Page:
    """The form, just opened."""
    page.goto(f"/form?clean=1&draft={number}")
    return page


def write(page: Page, text: str = TEXT) -> None:
    page.get_by_label("いま困っていること").fill(text)


def copies(page: Page) -> int:
    return int(page.evaluate("localStorage.length"))


def test_text_reaches_the_server_and_the_copy_goes(form_page: Page, drafts: list[dict[str, list[str]]]) -> None:
    write(form_page)
    assert copies(form_page) == 1
    expect(form_page.get_by_text("に保存しました。")).to_be_visible()
    assert ([draft["problem"] for draft in drafts], copies(form_page)) == ([[TEXT]], 0)


def test_draft_carries_no_idempotency_key_and_no_file(form_page: Page, drafts: list[dict[str, list[str]]]) -> None:
    write(form_page)
    expect(form_page.get_by_text("に保存しました。")).to_be_visible()
    assert {"idempotency_key", "attachment", "password"} & set(drafts[0]) == set()


def test_password_is_never_copied(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 500
    write(form_page)
    form_page.get_by_label("パスワード").fill("ひみつのことば")
    form_page.get_by_label("いま困っていること").fill("別の文章")
    assert (copies(form_page), "ひみつのことば" in form_page.evaluate("JSON.stringify(localStorage)")) == (1, False)


def test_dropped_line_is_survived(form_page: Page, context: BrowserContext, drafts: list[dict[str, list[str]]]) -> None:
    context.set_offline(True)
    form_page.get_by_label("いま困っていること").fill(TEXT)
    expect(form_page.get_by_text("通信が切れています。")).to_be_visible()
    assert (drafts, copies(form_page)) == ([], 1)
    context.set_offline(False)
    expect(form_page.get_by_text("に保存しました。")).to_be_visible()
    assert ([draft["problem"] for draft in drafts], copies(form_page)) == ([[TEXT]], 0)


@pytest.mark.parametrize("answer", [303, 400, 401])
def test_expired_sign_in_keeps_the_text_and_offers_it_again(form_page: Page, gallery: Flask, answer: int) -> None:
    gallery.config["DRAFT_ANSWER"] = answer
    write(form_page)
    expect(form_page.get_by_text("サインインの有効期限が切れました。")).to_be_visible()
    gallery.config["DRAFT_ANSWER"] = 204
    form_page.reload()
    expect(form_page.get_by_label("いま困っていること")).to_have_value("")
    form_page.get_by_role("button", name="元に戻す").click()
    expect(form_page.get_by_label("いま困っていること")).to_have_value(TEXT)
    expect(form_page.get_by_text("に保存しました。")).to_be_visible()
    assert copies(form_page) == 0


def test_refused_draft_stays_on_the_device(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 422
    write(form_page)
    expect(form_page.get_by_text("まだサーバーに保存できていません。")).to_be_visible()
    assert copies(form_page) == 1


def test_typing_on_does_not_overwrite_what_is_offered(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 401
    write(form_page)
    expect(form_page.get_by_text("サインインの有効期限が切れました。")).to_be_visible()
    form_page.reload()
    form_page.get_by_label("いま困っていること").fill("新しい文章")
    form_page.reload()
    buttons = form_page.get_by_role("button", name="元に戻す")
    buttons.last.click()
    expect(form_page.get_by_label("いま困っていること")).to_have_value("新しい文章")
    buttons.click()
    expect(form_page.get_by_label("いま困っていること")).to_have_value(TEXT)


def test_discarded_copy_is_gone(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 401
    write(form_page)
    form_page.reload()
    form_page.get_by_role("button", name="削除する").click()
    assert copies(form_page) == 0


def test_nobody_is_offered_anothers_text(form_page: Page, gallery: Flask, number: int) -> None:
    gallery.config["DRAFT_ANSWER"] = 401
    write(form_page)
    form_page.goto(f"/form?clean=1&draft={number}&person=2")
    assert (copies(form_page), form_page.get_by_role("button", name="元に戻す").count()) == (1, 0)


def send(page: Page, answer: str) -> None:
    """Send the form, which is answered by a redirect to ``answer``."""
    page.route("**/form", lambda route: route.fulfill(status=303, headers={"Location": answer}))
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_url(f"**{answer}")


def test_accepted_form_leaves_no_copy(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 500
    write(form_page)
    send(form_page, "/")
    assert copies(form_page) == 0


@pytest.mark.parametrize("answer", ["/errors/500", "/?out=1"])
def test_error_or_sign_in_keeps_the_copy_also_later(form_page: Page, gallery: Flask, number: int, answer: str) -> None:
    gallery.config["DRAFT_ANSWER"] = 500
    write(form_page)
    send(form_page, answer)
    form_page.goto("/")
    form_page.goto(f"/form?clean=1&draft={number}")
    form_page.get_by_role("button", name="元に戻す").click()
    expect(form_page.get_by_label("いま困っていること")).to_have_value(TEXT)


def test_unanswered_form_keeps_its_copy(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 500
    form_page.route("**/form", lambda route: route.fulfill(status=502, body="no answer from the server"))
    write(form_page)
    form_page.get_by_role("button", name="確かめる").click()
    form_page.get_by_text("no answer").wait_for()
    form_page.goto("/")
    assert copies(form_page) == 1


def test_signing_out_forgets_every_copy(form_page: Page, gallery: Flask) -> None:
    gallery.config["DRAFT_ANSWER"] = 500
    write(form_page)
    form_page.get_by_role("button", name="メニュー").click()
    form_page.get_by_role("button", name="サインアウト").click()
    form_page.goto("/")
    assert copies(form_page) == 0
