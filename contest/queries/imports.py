"""Reads of imports."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from accounts.methods import Actor
from contest.enums import ImportState
from contest.methods.imports import IdeaColumn, ImportedIdea, Table, open_table, read_ideas
from contest.models import Contest, IdeaImport
from contest.queries.contests import contest_visible_to
from foundations.database.session import db

AT_A_TIME = 1_000
"""So many rows are laid ready in one transaction: others need not wait long to write."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What reading a file needs, away from the database."""

    table: Table
    columns: dict[IdeaColumn, int]
    divisions: dict[str, int]

    def chunks(self, *, after: int = 0) -> Iterator[tuple[int, list[ImportedIdea]]]:
        """Yield what the rows of a checked file say, some at a time, each time with how many came before.

        Raises:
            TypeError: if a row is faulty after all.
        """
        ideas = self._ideas(after)
        while chunk := list(islice(ideas, AT_A_TIME)):
            yield after, chunk
            after += len(chunk)

    def _ideas(self, after: int) -> Iterator[ImportedIdea]:
        for number, read in read_ideas(self.table, self.columns, list(self.divisions), after=after):
            if isinstance(read, list):
                message = f"row {number} of a checked file is faulty"
                raise TypeError(message)
            yield read


def plan_of(started: IdeaImport) -> FilePlan:
    """Return what reading the file needs."""
    columns = {IdeaColumn(name): position for name, position in json.loads(started.columns).items()}
    return FilePlan(open_table(started.content), columns, division_names(started.contest))


def import_of_contest(actor: Actor, slug: str, import_id: int) -> IdeaImport | None:
    """Return one import of the contest with the contest's divisions and dates."""
    contest = contest_visible_to(actor, slug)
    if contest is None:
        return None
    statement = select(IdeaImport).where(IdeaImport.id == import_id, IdeaImport.contest_id == contest.id)
    return db.session.scalars(statement).one_or_none()


def imports_into(contest: Contest) -> Sequence[IdeaImport]:
    """Return the latest imports, the newest first."""
    statement = select(IdeaImport).where(IdeaImport.contest_id == contest.id).order_by(IdeaImport.id.desc()).limit(20)
    return db.session.scalars(statement).all()


def is_imported(contest: Contest, digest: bytes) -> bool:
    """Tell whether this very file is in the contest already."""
    statement = select(IdeaImport.id).where(IdeaImport.contest_id == contest.id, IdeaImport.done_digest == digest)
    return db.session.scalars(statement).first() is not None


def import_under_way(contest: Contest, digest: bytes) -> IdeaImport | None:
    """Return the import of this very file whose rows are coming in, if there is one."""
    statement = select(IdeaImport).where(
        IdeaImport.contest_id == contest.id,
        IdeaImport.content_digest == digest,
        IdeaImport.state == ImportState.IMPORTING,
    )
    return db.session.scalars(statement.order_by(IdeaImport.id).limit(1)).one_or_none()


def division_names(contest: Contest) -> dict[str, int]:
    """Return every name by which a file may call a division."""
    return {
        name: division.id
        for division in contest.divisions
        for name in (division.slug, division.name_ja, division.name_en)
    }


def waiting_imports(_session: object, at: dt.datetime) -> Iterable[tuple[str, dt.datetime]]:
    """Name the imports that wait for the machine, by number, state and the moment they began to wait."""
    statement = select(IdeaImport.id, IdeaImport.state, IdeaImport.changed_at).where(
        IdeaImport.state.in_([ImportState.CHECKING, ImportState.IMPORTING])
    )
    for row in db.session.execute(statement):
        yield f"{row.id}:{row.state}:{row.changed_at.timestamp():.6f}", at
