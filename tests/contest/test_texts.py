"""The digest that binds an idea's text."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from contest.methods.texts import compared_lines, text_digest


def test_digest_is_sha256_of_lengths_and_parts() -> None:
    written = b"\0" * 7 + b"\1" + b"a" + b"\0" * 7 + b"\3" + "灯".encode()
    assert text_digest("a", "灯") == hashlib.sha256(written).hexdigest()


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_other_parts_have_another_digest(one: list[str], other: list[str]) -> None:
    assert (text_digest(*one) == text_digest(*other)) == (one == other)


def test_lines_that_a_change_touched_are_told_from_those_it_kept() -> None:
    before, after = compared_lines("one\n\ntwo\nthree", "one\n\n2\nthree\nfour")

    assert before == [("one", False), ("", False), ("two", True), ("three", False)]
    assert after == [("one", False), ("", False), ("2", True), ("three", False), ("four", True)]
