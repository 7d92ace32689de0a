"""Work of the contest that nobody waits for: large files, and the record of phases that closed."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import update

from contest.enums import Action, ContestRole, ImportState, WindowKind
from contest.methods.imports import check_table
from contest.methods.phases import is_permitted
from contest.models import IdeaImport
from contest.queries.contests import contest_by_id, phases_closed
from contest.queries.imports import plan_of, waiting_imports
from contest.services.contests import record_closing
from contest.services.imports import cancel_import, finish_check, finish_import, lay_ready
from contest.services.judges import forget_invitations
from foundations.database.clock_mark import instant_of_writing
from foundations.database.session import db, transaction
from foundations.scheduling.jobs import Job


def work_on_import(import_id: int, at: dt.datetime) -> None:
    """Check or import one file. It is read without a lock, and stored in short transactions."""
    with transaction("read") as session:
        started = session.get_one(IdeaImport, import_id)
        state, plan = started.state, plan_of(started)
    if state == ImportState.CHECKING:
        checked = check_table(
            plan.table, plan.columns, list(plan.divisions), lambda done: _note_progress(import_id, done)
        )
        if checked is not None:
            with transaction("write") as session:
                finish_check(started=session.get_one(IdeaImport, import_id), checked=checked, at=at)
    if state == ImportState.IMPORTING:
        bring_in(import_id)


def bring_in(import_id: int, tell: Callable[[int], object] = lambda _rows: None) -> None:
    """Lay the file's rows ready from where they end, then make them ideas all at once.

    It may be killed at any moment and begun again, by whoever and by several at a time.
    ``tell`` hears how many rows were added each time.
    """
    with transaction("read") as session:
        started = session.get_one(IdeaImport, import_id)
        if started.state != ImportState.IMPORTING:
            return
        plan, done = plan_of(started), started.done_rows
    for before, ideas in plan.chunks(after=done):
        with transaction("write") as session:
            if not lay_ready(started=session.get_one(IdeaImport, import_id), plan=plan, before=before, ideas=ideas):
                return
        tell(len(ideas))
    with transaction("write") as session:
        started, at = session.get_one(IdeaImport, import_id), instant_of_writing(session)
        if started.state == ImportState.CANCELLED:
            return
        if is_permitted(Action.IMPORT_IDEAS, started.contest.phases_at(at), {ContestRole.SECRETARIAT}):
            finish_import(started=started, at=at)
        else:  # voting began while the file waited: its ideas would come after the first votes
            cancel_import(started=started, at=at)


def _note_progress(import_id: int, done: int) -> bool:
    with transaction("write") as session:
        session.execute(update(IdeaImport).where(IdeaImport.id == import_id).values(done_rows=done))
        return session.get_one(IdeaImport, import_id).state == ImportState.CHECKING


def note_closing(key: str) -> None:
    """Record that a phase has closed. The clock's mark goes with it: set back, it opens nothing again."""
    number, kind, closed_at = key.split("/")
    contest = contest_by_id(int(number))
    if contest is not None:
        at = instant_of_writing(db.session())
        moment = dt.datetime.fromisoformat(closed_at)
        record_closing(contest=contest, kind=WindowKind(kind), closed_at=moment, at=at)


JOBS = (
    Job(
        name="forget-invitations",
        every=dt.timedelta(days=1),
        run=lambda _key, at: forget_invitations(at=at),
        drains=True,
        forget_after=dt.timedelta(days=7),
    ),
    Job(name="phases that closed", run=lambda key, _at: note_closing(key), due=phases_closed),
    Job(
        name="idea imports",
        run=lambda key, at: work_on_import(int(key.split(":", 1)[0]), at),
        due=waiting_imports,
        outside=True,
        patience=dt.timedelta(minutes=1),  # two at work on one file harm nothing
    ),
)
