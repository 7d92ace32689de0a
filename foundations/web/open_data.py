"""Published sets: what their columns mean, and their rows streamed as CSV or JSON.

CSV is UTF-8 with a byte order mark, because Excel reads it as Shift_JIS otherwise, and its
texts are ``harmless_cell``. The dictionary of a set uses the words of Table Schema
(Frictionless Data): name, type, description.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from flask_babel import force_locale, gettext

from foundations.text_analysis.cells import harmless_cell
from foundations.web.languages import LANGUAGES

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_BYTE_ORDER_MARK = "\ufeff"
_ROWS_AT_ONCE = 200

Value = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``meaning`` is a text to translate."""

    name: str
    type: Literal["string", "integer", "number", "date"]
    meaning: str


@dataclass(frozen=True, slots=True)
class OpenDataSet:
    """A set that anybody may have. ``rows(at)`` yields what is public at that instant, in the order of ``columns``."""

    name: str
    title: str
    summary: str
    columns: Sequence[Column]
    rows: Callable[[dt.datetime], Iterable[Sequence[Value]]]


def as_csv(published: OpenDataSet, at: dt.datetime) -> Iterator[str]:
    """Yield the set as the lines of a CSV file (RFC 4180), many at a time."""
    yield _BYTE_ORDER_MARK + _lines([[column.name for column in published.columns]])
    yield from (_lines(rows) for rows in _portions(published.rows(at)))


def as_json(published: OpenDataSet, at: dt.datetime) -> Iterator[str]:
    """Yield the set as one JSON object: what it is, its licence, and its rows as objects."""
    names = [column.name for column in published.columns]
    head = {"name": published.name, "licence": LICENCE, "published_at": at.isoformat(timespec="seconds")}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    separator = "\n"
    for rows in _portions(published.rows(at)):
        objects = (dict(zip(names, map(_json_value, row), strict=True)) for row in rows)
        yield separator + ",\n".join(json.dumps(row, ensure_ascii=False) for row in objects)
        separator = ",\n"
    yield "\n]}\n"


def dictionary_of(published: OpenDataSet) -> dict[str, Any]:
    """Return what the set and its columns mean, in every language."""
    return {
        "name": published.name,
        "title": _in_all_languages(published.title),
        "description": _in_all_languages(published.summary),
        "licences": [LICENCE],
        "csv": {"encoding": "utf-8-sig", "delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "fields": [
            {"name": column.name, "type": column.type, "description": _in_all_languages(column.meaning)}
            for column in published.columns
        ],
    }


def _lines(rows: Iterable[Sequence[Value]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return harmless_cell(value)
    return "" if value is None else str(value)


def _json_value(value: Value) -> str | int | float | None:
    return value.isoformat() if isinstance(value, dt.date) else value


def _portions(rows: Iterable[Sequence[Value]]) -> Iterator[list[Sequence[Value]]]:
    portion: list[Sequence[Value]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == _ROWS_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _in_all_languages(text: str) -> dict[str, str]:
    texts = {}
    for code in LANGUAGES:
        with force_locale(code):
            texts[code] = gettext(text)
    return texts
