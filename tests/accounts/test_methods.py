"""Addresses and browsers, as people have them."""

import pytest

from accounts.methods.addresses import address_key, plain_address
from accounts.methods.browsers import browser_summary

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


def test_full_width_letters_of_an_input_method_become_plain() -> None:
    assert plain_address(" ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ　") == "taro@example.jp"


def test_case_and_width_make_no_other_address() -> None:
    assert address_key("Taro@Example.JP") == address_key("ｔａｒｏ＠example.jp") == "taro@example.jp"
    assert address_key("taro@example.jp") != address_key("tar0@example.jp")


@pytest.mark.parametrize(
    ("user_agent", "summary"),
    [
        (f"{WINDOWS} {CHROME}", "Chrome, Windows"),
        (f"{WINDOWS} {CHROME} Edg/140.0.0.0", "Edge, Windows"),
        (f"{WINDOWS} Gecko/20100101 Firefox/143.0", "Firefox, Windows"),
        (f"{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        (f"{IPHONE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"),
        (f"{ANDROID} Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        (f"{ANDROID} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>" * 1000, ""),
    ],
)
def test_browser_is_named_so_that_its_owner_knows_it(user_agent: str, summary: str) -> None:
    assert browser_summary(user_agent) == summary
