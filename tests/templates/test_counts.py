"""What the small scripts say while somebody types and picks."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_count_is_of_what_people_see(page: Page) -> None:
    page.goto("/form?clean=1")
    page.get_by_label("いま困っていること").fill("が👩‍👧です\r\n")
    expect(page.locator("#problem-count")).to_have_text("4／400文字")


def test_count_says_by_how_much_it_is_over(page: Page) -> None:
    page.goto("/form?clean=1")
    page.get_by_label("いま困っていること").fill("あ" * 403)
    expect(page.locator("#problem-count")).to_have_text("3文字超えています（403／400文字）")
    assert page.get_by_label("いま困っていること").input_value() == "あ" * 403


def test_picks_are_counted_and_never_blocked(page: Page) -> None:
    page.goto("/")
    state = page.locator("[data-pick-state]")
    boxes = page.get_by_role("group", name="交通と移動").get_by_role("checkbox")
    expect(state).to_have_text("2件中0件を選んでいます")
    for number in range(3):
        boxes.nth(number).check()
    expect(state).to_have_text("1件多く選んでいます。2件までにしてください")
    boxes.nth(0).uncheck()
    expect(state).to_have_text("2件中2件を選んでいます")
