"""What a commitment binds and what it hides."""

import datetime as dt
import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundations.ledger.commitments import (
    Json,
    NotCanonical,
    canonical_json,
    commit,
    envelope,
    opening,
    utc_text,
)

texts = st.text(st.characters(codec="utf-8"))
canonical_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda items: st.lists(items) | st.dictionaries(st.text(st.characters(codec="ascii")), items),
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "寄合"]}, '{"a":[true,null,"寄合"],"b":1}'),
        # The escapes of RFC 8785, section 3.2.2.2.
        ('\b\t\n\f\r"\\\x00\x1f\x7f/é€', '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f\x7f/é€"'),
        ((1, 2), "[1,2]"),
        (2**53 - 1, "9007199254740991"),
        ({}, "{}"),
    ],
)
def test_canonical_json_is_the_one_writing(value: Json, expected: str) -> None:
    assert canonical_json(value) == expected


@given(canonical_values)
def test_canonical_json_is_read_back_unchanged(value: Json) -> None:
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(st.text(st.characters(codec="ascii")), st.integers(0, 9)), st.randoms())
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: dict[str, Json], random) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - random.Random or hypothesis' own
    items = list(value.items())
    random.shuffle(items)

    assert canonical_json(dict(items)) == canonical_json(value)


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        float("nan"),
        2**53,
        -(2**53),
        {"寄合": 1},
        {1: "a"},
        [{"deep": [0.5]}],
        b"bytes",
        {"a", "b"},
        dt.date(2026, 11, 22),
        "half a pair \ud800",
    ],
)
def test_canonical_json_refuses_what_has_no_one_writing(value: Json) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_commit_opens_with_its_salt_and_text_only() -> None:
    commitment = commit("寄合")

    assert commitment.digest == sha256(commitment.salt + "寄合".encode()).digest()
    assert opening(commitment.salt, "寄合") == commitment.digest
    assert opening(commitment.salt, "寄合い") != commitment.digest
    assert opening(bytes(32), "寄合") != commitment.digest


def test_commit_hides_equal_texts_behind_different_salts() -> None:
    commitments = {commit("yes").digest for _ in range(1000)}

    assert len(commitments) == 1000


def test_envelope_binds_key_kind_subject_time_and_payload() -> None:
    at = dt.datetime(2026, 11, 22, 16, 6, 0, 5, tzinfo=dt.UTC)

    text = envelope(key="abc", kind="idea.submitted", subject="idea:7", at=at, payload={"title": "寄合"})

    assert text == (
        '{"at":"2026-11-22T16:06:00.000005Z","key":"abc","kind":"idea.submitted",'
        '"payload":{"title":"寄合"},"subject":"idea:7"}'
    )


def test_utc_text_writes_the_same_instant_alike() -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))

    assert utc_text(dt.datetime(2026, 11, 23, 1, 6, tzinfo=tokyo)) == "2026-11-22T16:06:00.000000Z"


def test_utc_text_refuses_a_time_without_zone() -> None:
    with pytest.raises(TypeError, match="naive"):
        utc_text(dt.datetime(2026, 11, 22))  # noqa: DTZ001 - the defect under test
