"""Writing notes: by phone with a slip, as a registered participant, or by a facilitator's hand for others."""

import datetime as dt

from sqlalchemy import update

from accounts.methods import Actor
from contest.methods.texts import text_digest
from foundations.database.session import db
from foundations.ledger.recording import record
from workshops.errors import NotesClosed
from workshops.methods.schedules import EARLY, LATE, PAPER
from workshops.models import Board, Note, Registration, Slip
from workshops.queries.boards import next_position


def write_note_with_slip(*, slip: Slip, body: str, at: dt.datetime) -> Note:
    """Keep a note from a phone without an account.

    Raises:
        NotesClosed: outside the workshop's hours.
    """
    _check_open(slip.board, at=at)
    return _write(slip.board, body, at=at, slip_id=slip.id)


def write_own_note(*, board: Board, registration: Registration, body: str, by: Actor) -> Note:
    """Keep a note of somebody registered who has come.

    Raises:
        NotesClosed: outside the workshop's hours.
    """
    _check_open(board, at=by.at)
    return _write(board, body, at=by.at, registration_id=registration.id)


def write_note_for_others(*, board: Board, body: str, by: Actor) -> Note:
    """Keep what somebody wrote on paper or said; a facilitator's hand, for a week after the workshop.

    Raises:
        NotesClosed: before the workshop, or once that week is over.
    """
    schedule = board.workshop.schedule
    if not schedule.takes_paper(by.at):
        raise NotesClosed(opens_at=schedule.starts_at - EARLY, closes_at=schedule.ends_at + PAPER)
    return _write(board, body, at=by.at, written_for_others_by_id=by.person_id)


def hide_note(*, note: Note, reason: str, by: Actor) -> None:
    """Take a note out of sight; its place and the reason stay."""
    note.hidden_at, note.hidden_reason = by.at, reason
    board_changed(note.board_id)
    payload = {"note": note.id, "by": by.person_id, "reason": reason, "text": text_digest(note.body)}
    record("workshops.note_hidden", payload, subject=f"note:{note.id}", at=by.at)


def board_changed(board_id: int) -> None:
    """Count a change of a board, so that the phones around the table notice."""
    # Counted in the database: two people at once must not overwrite each other's count.
    db.session.execute(update(Board).where(Board.id == board_id).values(version=Board.version + 1))


def _check_open(board: Board, *, at: dt.datetime) -> None:
    schedule = board.workshop.schedule
    if not schedule.takes_notes(at):
        raise NotesClosed(opens_at=schedule.starts_at - EARLY, closes_at=schedule.ends_at + LATE)


def _write(board: Board, body: str, *, at: dt.datetime, **writer: int | None) -> Note:
    board_changed(board.id)
    note = Note(board_id=board.id, body=body, written_at=at, position=next_position(board), **writer)
    db.session.add(note)
    db.session.flush()
    return note
