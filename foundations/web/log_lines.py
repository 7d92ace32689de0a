"""Logs: one JSON object a line, in UTC, that no text can break out of and no person is named in.

Our own events are named and carry facts (numbers, ids, kinds). What libraries log is
passed through with mail addresses taken out. Of an error the kind and the places in
the code are kept, never its message: database errors quote the row they refused.
"""

import datetime as dt
import json
import logging
import re
import sys
import traceback
from pathlib import Path

from flask import Flask

Fact = str | int | float | bool | dt.datetime | None

_LOGGER = logging.getLogger("yoriai")
_ROOT = Path(__file__).resolve().parents[2]
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"'(),:;]{1,64}@[^\s@<>\"'(),:;]{1,255}")
_LONGEST_TEXT = 1000
_DEEPEST_TRACE = 12


def log_event(event: str, *, level: int = logging.INFO, error: BaseException | None = None, **facts: Fact) -> None:
    """Log a named event with its facts.

    Give ids and kinds, never a name, an address or anything that a person typed.
    ``incident`` is the number that an error page shows.
    """
    _LOGGER.log(level, event, exc_info=error, extra={"facts": facts})


def describe_error(error: BaseException) -> str:
    """Return an error's kind and where in our code it arose: ``KeyError at contest/services.py:41``."""
    places = _places(error)
    return f"{type(error).__qualname__} at {places[-1]}" if places else type(error).__qualname__


def configure_logging(app: Flask) -> None:
    """Send every log line of this process to standard error as JSON.

    On a demonstration's terminal, only what somebody should look at.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old.formatter, JsonLines):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING if app.config.get("DEMONSTRATION_MODE") else logging.INFO)
    app.logger.handlers.clear()
    app.logger.propagate = True
    # APScheduler reports every knock at the door.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


class JsonLines(logging.Formatter):
    """Formats a record as one line of ASCII JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; JSON's escapes leave no control, line or direction character in it."""
        facts: dict[str, Fact] = getattr(record, "facts", {})
        line: dict[str, object] = {
            "at": _utc(dt.datetime.fromtimestamp(record.created, dt.UTC)),
            "level": record.levelname.lower(),
            "event": "message" if record.name != _LOGGER.name else record.getMessage(),
        }
        if record.name != _LOGGER.name:
            line |= {"logger": record.name, "text": _clean(record.getMessage())}
        line |= {name: _fact(value) for name, value in facts.items()}
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": type(record.exc_info[1]).__qualname__, "places": _places(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=True).replace("\x7f", "\\u007f")


def _fact(value: Fact) -> Fact:
    if isinstance(value, dt.datetime):
        return _utc(value)
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return _MAIL_ADDRESS.sub("[address]", text)[:_LONGEST_TEXT]


def _utc(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _places(error: BaseException) -> list[str]:
    """Return file:line of the frames in our own code, outermost first; of any code if none is ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(Path(frame.filename))]
    return [f"{_short(frame.filename)}:{frame.lineno}" for frame in (ours or frames)][-_DEEPEST_TRACE:]


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(_ROOT) and "site-packages" not in path.parts


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if _is_ours(path) else path.name
