"""What the clock does for search: soon after each change, and a look at the index every minute."""

import datetime as dt
import logging
from collections.abc import Iterator

from sqlalchemy.orm import Session

from foundations.scheduling.jobs import Job
from foundations.search.indexing import bring_up_to_date, newest_change
from foundations.search.interface import IndexBusy
from foundations.search.registry import current_search
from foundations.web.log_lines import log_event

# 20,000 documents take some three minutes; a slow machine must not be overtaken while it builds.
_PATIENCE = dt.timedelta(minutes=30)


def _tend(_key: str, _at: dt.datetime) -> None:
    try:
        bring_up_to_date(current_search())
    except IndexBusy:
        log_event("search_index_busy", level=logging.INFO)  # the next look finds what is left


def _changes_due(session: Session, _at: dt.datetime) -> Iterator[tuple[str, dt.datetime]]:
    newest = newest_change(session)
    if newest is not None:
        number, queued_at = newest
        yield f"up-to-{number}", queued_at


JOBS = (
    Job(
        name="search-changes",
        run=_tend,
        due=_changes_due,
        outside=True,
        patience=_PATIENCE,
        forget_after=dt.timedelta(days=1),
    ),
    Job(
        name="search-index",
        run=_tend,
        every=dt.timedelta(minutes=1),
        makes_up_for=dt.timedelta(0),
        outside=True,
        patience=_PATIENCE,
        forget_after=dt.timedelta(days=1),
    ),
)
