"""R-64 and R-18: one line per event, in UTC, that no text breaks out of and no person is named in."""

import datetime as dt
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from foundations.web.log_lines import JsonLines, configure_logging, describe_error, log_event

HOSTILE = "a\r\nb\x00c\x1b[31md\u2028e\u2029f\x85g\u202eh\x7fi"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the process writes to standard error once logging is configured."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level, apscheduler = root.handlers[:], root.level, logging.getLogger("apscheduler").level
    monkeypatch.setattr("sys.stderr", stream)
    app = Flask("yoriai_test")
    configure_logging(app)
    configure_logging(app)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("apscheduler").setLevel(apscheduler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_facts_in_utc(written: io.StringIO) -> None:
    noon_in_japan = dt.datetime(2026, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=9)))

    log_event("vote_cast", contest=7, is_first=True, cast_at=noon_in_japan, incident=None)

    [line] = lines(written)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("at"))
    assert line == {
        "level": "info",
        "event": "vote_cast",
        "contest": 7,
        "is_first": True,
        "cast_at": "2026-07-01T03:00:00.000Z",
        "incident": None,
    }


def test_hostile_text_stays_on_its_line(written: io.StringIO) -> None:
    log_event("seen", text=HOSTILE)
    logging.getLogger("elsewhere").warning("%s", HOSTILE)

    assert re.fullmatch(r"[\x20-\x7e]+\n[\x20-\x7e]+\n", written.getvalue())
    first, second = lines(written)
    assert first["text"] == second["text"] == HOSTILE


@given(st.text())
def test_any_text_stays_on_its_line(text: str) -> None:
    record = logging.makeLogRecord({"name": "yoriai", "msg": "seen", "facts": {"text": text}})

    assert re.fullmatch(r"[\x20-\x7e]+", JsonLines().format(record))


def test_of_an_error_kind_and_place_are_kept_and_not_what_it_says(written: io.StringIO) -> None:
    try:
        raise ValueError("山田花子 <hanako@example.jp> voted for 3")
    except ValueError as error:
        log_event("vote_failed", level=logging.ERROR, error=error, incident="4f1c")
        described = describe_error(error)

    [line] = lines(written)
    assert (line["error"], line["incident"], line["level"]) == ("ValueError", "4f1c", "error")
    [place] = line["places"]
    assert re.fullmatch(r"tests/foundations/web/test_log_lines\.py:\d+", place)
    assert described == f"ValueError at {place}"
    assert "hanako" not in written.getvalue()
    assert "\\u5c71" not in written.getvalue()


def test_an_error_in_a_library_is_placed_where_we_called_it() -> None:
    with pytest.raises(ValueError, match="Expecting") as caught:
        json.loads("{")

    assert describe_error(caught.value).startswith("JSONDecodeError at tests/foundations/web/test_log_lines.py:")


def test_an_error_never_raised_has_no_place() -> None:
    assert describe_error(KeyError("name")) == "KeyError"


def test_a_librarys_line_loses_mail_addresses(written: io.StringIO) -> None:
    logging.getLogger("smtp").warning("refused <hanako.sato@mail.example.jp>")

    [line] = lines(written)
    assert (line["event"], line["logger"]) == ("message", "smtp")
    assert line["text"] == "refused <[address]>"


def test_a_long_text_is_cut(written: io.StringIO) -> None:
    log_event("seen", text="x" * 5000)

    assert len(lines(written)[0]["text"]) == 1000
