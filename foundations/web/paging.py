"""Pages of a list with a total order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import abort, request

Item = TypeVar("Item")
SIZE = 20
_LAST_POSSIBLE = 100_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of ``total`` items; ``number`` counts from 1."""

    items: Sequence[Item]
    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))


def page_number() -> int:
    """Return the page that the address asks for; anything but a plain number is a bad request."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit()) or not 1 <= int(asked[:7]) <= _LAST_POSSIBLE:
        abort(400)
    return int(asked)
