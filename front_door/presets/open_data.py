"""Published sets as their page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from foundations.web.open_data import OpenDataSet


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A set in the reader's language; ``columns`` are rows of a table: name, meaning, kind."""

    name: str
    title: str
    summary: str
    columns: list[tuple[str, str, str]]


def shown_sets(published: Iterable[OpenDataSet]) -> list[ShownSet]:
    """Return the sets with their columns in the reader's language."""
    kinds = {
        "string": gettext("text"),
        "integer": gettext("whole number"),
        "number": gettext("number"),
        "date": gettext("day"),
    }
    return [
        ShownSet(
            one.name,
            gettext(one.title),
            gettext(one.summary),
            [(column.name, gettext(column.meaning), kinds[column.type]) for column in one.columns],
        )
        for one in published
    ]
