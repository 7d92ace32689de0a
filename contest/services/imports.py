"""Bringing a file of ideas into a contest: upload, check, then all rows at once or none."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import islice

from sqlalchemy import insert

from contest.enums import IdeaOrigin, IdeaState, ImportState
from contest.errors import ImportedBefore
from contest.methods.imports import (
    Checked,
    IdeaColumn,
    ImportedIdea,
    check_table,
    count_rows,
    guess_columns,
    open_table,
    read_headings,
)
from contest.methods.shuffle import PRIME
from contest.models import Contest, Idea, IdeaImport
from contest.queries.imports import FilePlan, is_imported, plan_of
from contest.search_documents import ideas_changed
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record

AT_ONCE = 2_000
"""Up to so many rows are checked and imported while the person waits."""
_CHUNK = 1_000


def upload_file(*, contest: Contest, file_name: str, content: bytes, by_id: int | None, at: dt.datetime) -> IdeaImport:
    """Keep a file and guess its columns.

    Raises:
        FileUnreadable: if it is not a table.
        ImportedBefore: if this very file is in the contest already.
    """
    table = open_table(content)
    guessed = guess_columns(read_headings(table))
    digest = hashlib.sha256(content).digest()
    if is_imported(contest, digest):
        raise ImportedBefore
    started = IdeaImport(
        contest_id=contest.id,
        started_by_id=by_id,
        started_at=at,
        changed_at=at,
        state=ImportState.UPLOADED,
        file_name=file_name[:200],
        content=content,
        content_digest=digest,
        columns=json.dumps(guessed),
        total_rows=count_rows(table),
    )
    db.session.add(started)
    db.session.flush()
    return started


def choose_columns(
    *, started: IdeaImport, columns: Mapping[IdeaColumn, int], division_id: int, at: dt.datetime
) -> None:
    """Say which column holds what, and where ideas go that name no division; then check.

    A small file is checked at once, a large one by the job.
    """
    earlier = {ImportState.UPLOADED, ImportState.FAULTY, ImportState.READY}
    hold(started, "state")
    started.move(allowed_from=earlier, to=ImportState.CHECKING, at=at)
    started.columns = json.dumps(columns)
    started.division_id = division_id
    started.done_rows = started.fault_count = 0
    if started.total_rows <= AT_ONCE:
        plan = plan_of(started)
        checked = check_table(plan.table, plan.columns, list(plan.divisions))
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
    """Let a checked file come in; a small one at once, a large one by the job."""
    hold(started, "state")
    started.move(allowed_from={ImportState.READY}, to=ImportState.IMPORTING, at=at)
    started.done_rows = 0
    if started.total_rows <= AT_ONCE:
        plan = plan_of(started)
        import_rows(started=started, plan=plan, ideas=plan.ideas(), at=at)


def cancel_import(*, started: IdeaImport, at: dt.datetime) -> None:
    """Give the file up. Until its one transaction has been stored, nothing of it is in the contest."""
    hold(started, "state")
    started.move(allowed_from=set(ImportState) - {ImportState.DONE}, to=ImportState.CANCELLED, at=at)
    started.content = b""


def import_rows(*, started: IdeaImport, plan: FilePlan, ideas: Iterable[ImportedIdea], at: dt.datetime) -> None:
    """Make every row a published idea, in the running transaction.

    Raises:
        ImportedBefore: by the schema, if the same file came in meanwhile.
    """
    hold(started, "state")
    started.move(allowed_from={ImportState.IMPORTING}, to=ImportState.DONE, at=at)
    started.done_rows = started.total_rows
    started.done_digest = started.content_digest
    started.content = b""
    db.session.flush()
    rows = (_idea_row(started, plan, idea, at) for idea in ideas)
    while chunk := list(islice(rows, _CHUNK)):
        ideas_changed(db.session.scalars(insert(Idea).returning(Idea.id), chunk), at=at)
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


def _idea_row(started: IdeaImport, plan: FilePlan, idea: ImportedIdea, at: dt.datetime) -> dict[str, object]:
    return {
        "contest_id": started.contest_id,
        "division_id": plan.divisions.get(idea.division, started.division_id),
        "credited_name": idea.author or started.file_name,
        "origin": IdeaOrigin.IMPORT,
        "state": IdeaState.PUBLISHED,
        "title": idea.title,
        "problem": idea.problem,
        "proposal": idea.proposal,
        "data_needed": idea.data_needed,
        "started_at": at,
        "saved_at": at,
        "submitted_at": at,
        "published_at": at,
        "shuffle_key": secrets.randbelow(PRIME),
    }
