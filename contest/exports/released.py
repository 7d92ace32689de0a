"""What the exports of contests share: rows one by one, and the release before which nothing leaves."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select

from contest.models import Contest
from contest.queries.authors import author_of_idea
from foundations.database.session import db
from foundations.web.open_data import Column
from foundations.words import N_

_AT_ONCE = 500

CONTEST = Column("contest", "string", N_("Short name of the contest, as in its address."))
DIVISION = Column("division", "string", N_("Short name of the division."))
IDEA = Column("idea", "integer", N_("Number of the idea, as in its address."))
TITLE = Column("title", "string", N_("Title of the idea."))
AUTHOR = Column("author", "string", N_("The name, often a pen name, under which the idea is published."))

author = author_of_idea


def stream(statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Yield the rows without holding them all at once."""
    yield from db.session.execute(statement.execution_options(yield_per=_AT_ONCE))


def is_released(at: dt.datetime) -> ColumnElement[bool]:
    """Return the condition that a contest's results are public at ``at``."""
    return Contest.released_at <= at
