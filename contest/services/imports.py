"""Bringing a file of ideas into a contest: upload, check, rows laid ready, then all of them at once or none.

Reading a file takes time, so it is done before the writing transaction: what these take is read already.
"""

import datetime as dt
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import cast

from sqlalchemy import Select, String, Table, delete, insert, literal, select

from contest.enums import IdeaOrigin, IdeaState, ImportState
from contest.errors import ImportedBefore
from contest.methods.imports import Checked, IdeaColumn, ImportedIdea, OpenedFile
from contest.methods.shuffle import PRIME
from contest.models import Contest, Idea, IdeaImport, ReadyRow
from contest.queries.imports import AT_A_TIME, FilePlan, is_imported
from contest.search_documents import ideas_changed
from foundations.database.columns import UtcDateTime
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record

AT_ONCE = 2_000
"""Up to so many rows are checked and imported while the person waits."""

_ideas = cast("Table", Idea.__table__)


def upload_file(
    *, contest: Contest, file_name: str, file: OpenedFile, by_id: int | None, at: dt.datetime
) -> IdeaImport:
    """Keep a file with its guessed columns.

    Raises:
        ImportedBefore: if this very file is in the contest already.
    """
    if is_imported(contest, file.digest):
        raise ImportedBefore
    started = IdeaImport(
        contest_id=contest.id,
        started_by_id=by_id,
        started_at=at,
        changed_at=at,
        state=ImportState.UPLOADED,
        file_name=file_name[:200],
        content=file.content,
        content_digest=file.digest,
        columns=json.dumps(file.columns),
        total_rows=file.rows,
    )
    db.session.add(started)
    db.session.flush()
    return started


def choose_columns(
    *,
    started: IdeaImport,
    columns: Mapping[IdeaColumn, int],
    division_id: int,
    checked: Checked | None,
    at: dt.datetime,
) -> None:
    """Say which column holds what, and where ideas go that name no division.

    A small file has been checked already; a large one is checked by the job.
    """
    earlier = {ImportState.UPLOADED, ImportState.FAULTY, ImportState.READY}
    hold(started, "state")
    started.move(allowed_from=earlier, to=ImportState.CHECKING, at=at)
    started.columns = json.dumps(columns)
    started.division_id = division_id
    started.done_rows = started.fault_count = 0
    if checked is not None:
        finish_check(started=started, checked=checked, at=at)


def finish_check(*, started: IdeaImport, checked: Checked, at: dt.datetime) -> None:
    """Keep what the check found. No idea has been touched."""
    started.faults = json.dumps([asdict(fault) for fault in checked.faults], ensure_ascii=False)
    started.fault_count = checked.fault_count
    started.total_rows = started.done_rows = checked.rows
    is_ready = checked.rows > 0 and checked.fault_count == 0
    hold(started, "state")
    started.move(allowed_from={ImportState.CHECKING}, to=ImportState.READY if is_ready else ImportState.FAULTY, at=at)


def confirm_import(*, started: IdeaImport, at: dt.datetime) -> None:
    """Let a checked file come in; its rows are laid ready from now on."""
    hold(started, "state")
    started.move(allowed_from={ImportState.READY}, to=ImportState.IMPORTING, at=at)
    started.done_rows = 0


def cancel_import(*, started: IdeaImport, at: dt.datetime) -> None:
    """Give the file up. Until its rows have become ideas, all at once, nothing of it is in the contest."""
    hold(started, "state")
    started.move(allowed_from=set(ImportState) - {ImportState.DONE}, to=ImportState.CANCELLED, at=at)
    _clear(started)


def lay_ready(*, started: IdeaImport, plan: FilePlan, before: int, ideas: Sequence[ImportedIdea]) -> bool:
    """Lay rows ready of which ``before`` came before; tell whether the import still goes on.

    Rows that lie there already stay as they are: whoever takes an interrupted import
    over, or works on it at the same time, neither doubles nor skips any.
    """
    hold(started, "state", "done_rows")
    if started.state != ImportState.IMPORTING:
        return False
    if started.done_rows == before:
        rows = [_ready_row(started, plan, number, idea) for number, idea in enumerate(ideas, start=before + 1)]
        db.session.execute(insert(ReadyRow), rows)
        started.done_rows = before + len(rows)
    return True


def finish_import(*, started: IdeaImport, at: dt.datetime) -> None:
    """Make all rows that lie ready published ideas, in the running transaction; done once.

    Raises:
        ImportedBefore: by the schema, if the same file came in meanwhile.
        ValueError: if a row is missing.
    """
    hold(started, "state", "done_rows")
    if started.state == ImportState.DONE:
        return
    started.move(allowed_from={ImportState.IMPORTING}, to=ImportState.DONE, at=at)
    if started.done_rows != started.total_rows:
        message = f"{started.done_rows} of {started.total_rows} rows of import {started.id} lie ready"
        raise ValueError(message)
    started.done_digest = started.content_digest
    db.session.flush()
    for first in range(1, started.total_rows + 1, AT_A_TIME):
        ready = _ready_as_ideas(started, first, at)
        statement = insert(_ideas).from_select(list(ready.selected_columns.keys()), ready).returning(_ideas.c.id)
        ideas_changed(db.session.scalars(statement), at=at)
    _clear(started)
    record(
        "contest.ideas_imported",
        {
            "contest": started.contest_id,
            "import": started.id,
            "rows": started.total_rows,
            "file": started.content_digest.hex(),
        },
        subject=f"contest:{started.contest_id}",
        at=at,
    )


def _ready_row(started: IdeaImport, plan: FilePlan, number: int, idea: ImportedIdea) -> dict[str, object]:
    return {
        "import_id": started.id,
        "number": number,
        "division_id": plan.divisions.get(idea.division, started.division_id),
        "credited_name": idea.author or started.file_name,
        "title": idea.title,
        "problem": idea.problem,
        "proposal": idea.proposal,
        "data_needed": idea.data_needed,
        "shuffle_key": secrets.randbelow(PRIME),
    }


def _ready_as_ideas(started: IdeaImport, first: int, at: dt.datetime) -> Select[*tuple[object, ...]]:
    moments = ("started_at", "saved_at", "submitted_at", "published_at")
    texts = ("division_id", "credited_name", "title", "problem", "proposal", "data_needed", "shuffle_key")
    return (
        select(
            literal(started.contest_id).label("contest_id"),
            literal(IdeaOrigin.IMPORT.value, String).label("origin"),
            literal(IdeaState.PUBLISHED.value, String).label("state"),
            *(literal(at, UtcDateTime()).label(moment) for moment in moments),
            *(literal(0).label(counter) for counter in ("support_count", "comment_count")),
            *(getattr(ReadyRow, name) for name in texts),
        )
        .where(ReadyRow.import_id == started.id, ReadyRow.number.between(first, first + AT_A_TIME - 1))
        .order_by(ReadyRow.number)
    )


def _clear(started: IdeaImport) -> None:
    started.content = b""
    db.session.execute(delete(ReadyRow).where(ReadyRow.import_id == started.id))
