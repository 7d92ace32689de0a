"""R-18: nothing that a person types breaks out of a mail's header, and refusing it is a form error."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.mail.addresses import UnusableAddress, UnusableSubject, usable_address, usable_subject
from foundations.refusal import Refusal

BREAKING = ["\r", "\n", "\r\nBcc: all@example.jp", "\0", "\u2028", "\u2029", "\x85", "\x0b", "\u202e", "\u2066", "\x1b"]


@pytest.mark.parametrize("inside", BREAKING)
@pytest.mark.parametrize(
    "shape", ["hana{}ko@example.jp", "hanako@exam{}ple.jp", "hanako@example.jp{}", "{}h@example.jp"]
)
def test_an_address_that_breaks_out_is_refused(shape: str, inside: str) -> None:
    with pytest.raises(UnusableAddress) as refused:
        usable_address(shape.format(inside))

    assert (refused.value.field, refused.value.status) == ("email", 422)


@pytest.mark.parametrize("inside", BREAKING)
def test_a_subject_that_breaks_out_is_refused(inside: str) -> None:
    with pytest.raises(UnusableSubject) as refused:
        usable_subject(f"寄合{inside}のお知らせ")

    assert (refused.value.field, refused.value.status) == ("subject", 422)


@pytest.mark.parametrize(
    "wrong",
    ["", "hanako", "@example.jp", "hanako@", "hanako@localhost", "a@b@example.jp", "hana ko@example.jp",
     "hanako@example..jp", "hanako@-example.jp", "花子@example.jp", "h@example.jp, k@example.jp", "<h@example.jp>",
     "a" * 65 + "@example.jp", "a@" + "b." * 130 + "jp", "a@" + "b" * 64 + ".jp", '"h"@example.jp'],
)  # fmt: skip
def test_what_is_not_one_address_is_refused(wrong: str) -> None:
    with pytest.raises(UnusableAddress):
        usable_address(wrong)


@pytest.mark.parametrize(
    ("typed", "usable"),
    [
        ("hanako.sato+idea@Example.JP", "hanako.sato+idea@example.jp"),
        ("  hanako@example.jp ", "hanako@example.jp"),
        ("hanako@日本語.jp", "hanako@xn--wgv71a119e.jp"),
        ("hanako.@example.ne.jp", '"hanako."@example.ne.jp'),
        ("hana..ko@example.ne.jp", '"hana..ko"@example.ne.jp'),
    ],
)
def test_an_address_is_taken_as_it_can_be_sent_to(typed: str, usable: str) -> None:
    assert usable_address(typed) == usable


@given(st.text())
def test_any_text_is_a_safe_header_or_refused(text: str) -> None:
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = Address(addr_spec=usable_address(f"{text}@example.jp"))
        message["Subject"] = usable_subject(text)
    except Refusal:
        return
    assert message.as_bytes().count(b"\r\n") == message.as_bytes().count(b"\n")
    assert {line.split(b":")[0] for line in message.as_bytes().splitlines() if not line.startswith(b" ")} <= {
        b"To",
        b"Subject",
        b"",
    }


def test_a_long_subject_is_cut() -> None:
    assert usable_subject("あ" * 300) == "あ" * 199 + "…"


def test_an_empty_subject_is_refused() -> None:
    with pytest.raises(UnusableSubject):
        usable_subject(" \u3000")
