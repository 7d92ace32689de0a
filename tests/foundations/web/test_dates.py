"""Dates are put as Babel puts them, whose names of days and months we use."""

import datetime as dt

import pytest
from babel.dates import format_date, format_datetime
from flask import Flask
from flask_babel import force_locale

from foundations.database.clock import JST
from foundations.web.dates import show_day, show_moment, show_second

PATTERNS = {
    "ja": ("y年M月d日(EEE)", "y年M月d日(EEE) H:mm", "y年M月d日(EEE) H:mm:ss"),
    "en": ("EEE, d MMM y", "EEE, d MMM y, HH:mm 'JST'", "EEE, d MMM y, HH:mm:ss 'JST'"),
}
A_LEAP_YEAR = [dt.datetime(2028, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=number * 23.97) for number in range(366)]


@pytest.mark.parametrize("code", ["ja", "en"])
def test_dates_read_as_babel_writes_them(app: Flask, code: str) -> None:
    day, moment, second = PATTERNS[code]
    with app.test_request_context(), force_locale(code):
        shown = [(show_day(at), show_moment(at), show_second(at)) for at in A_LEAP_YEAR]
    assert shown == [
        (
            format_date(at.astimezone(JST).date(), day, locale=code),
            format_datetime(at, moment, tzinfo=JST, locale=code),
            format_datetime(at, second, tzinfo=JST, locale=code),
        )
        for at in A_LEAP_YEAR
    ]


def test_a_day_without_a_time_is_that_day(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        assert show_day(dt.date(2026, 11, 3)) == "2026年11月3日(火)"
