"""The one clock: UTC inside, Japan's time where a day begins or ends."""

import datetime as dt
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


def now() -> dt.datetime:
    """Return this instant in UTC."""
    return dt.datetime.now(dt.UTC)


def start_of_day(day: dt.date) -> dt.datetime:
    """Return 00:00 JST of ``day`` as an instant in UTC."""
    return dt.datetime.combine(day, dt.time(), JST).astimezone(dt.UTC)


def day_in_japan(instant: dt.datetime) -> dt.date:
    """Return the calendar day that ``instant`` falls on in Japan."""
    return instant.astimezone(JST).date()
