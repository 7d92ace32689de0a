"""Dates and times as people write them, in Japan's time.

Babel's patterns took 60 microseconds for each of an idea's twenty comments, a tenth of
the page; its names of days and months are what we need of it.
"""

import datetime as dt
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale

from foundations.database.clock import JST
from foundations.web.languages import language

_MOST_MOMENTS_KEPT = 10_000


class _Names(NamedTuple):
    """Short names by number: days from Monday as 0, months from January as 1; and how a day and a time are put."""

    days: dict[int, str]
    months: dict[int, str]
    day: str
    time: str


def show_day(day: dt.date | dt.datetime, code: str | None = None) -> str:
    """Return a date as people write it, in Japan's time; in the reader's language unless another ``code`` is given."""
    if isinstance(day, dt.datetime):
        day = day.astimezone(JST)
    names = _names(code or language())
    return names.day.format(day, weekday=names.days[day.weekday()], month=names.months[day.month])


def show_moment(at: dt.datetime, code: str | None = None) -> str:
    """Return an instant to the minute in Japan's time, with the zone named."""
    return _moment(at, code or language())


@lru_cache(maxsize=_MOST_MOMENTS_KEPT)
def _moment(at: dt.datetime, code: str) -> str:
    local = at.astimezone(JST)
    return _names(code).time.format(local, day=show_day(local, code), seconds="")


def show_second(at: dt.datetime, code: str | None = None) -> str:
    """Return an instant to the second in Japan's time: for receipts, and for who came too late."""
    local, code = at.astimezone(JST), code or language()
    return _names(code).time.format(local, day=show_day(local, code), seconds=f":{local.second:02}")


@cache
def _names(code: str) -> _Names:
    names = Locale.parse(code)
    days, months = names.days["format"]["abbreviated"], names.months["format"]["abbreviated"]
    if code.startswith("ja"):
        day, time = "{0.year}年{0.month}月{0.day}日({weekday})", "{day} {0.hour}:{0.minute:02}{seconds}"
    else:
        day, time = "{weekday}, {0.day} {month} {0.year}", "{day}, {0.hour:02}:{0.minute:02}{seconds} JST"
    return _Names(days, months, day, time)
