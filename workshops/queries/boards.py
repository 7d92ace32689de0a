"""Reads of boards, notes and groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from accounts.methods import Actor
from contest.queries.found import ideas_to_show, public_ideas_among
from foundations.database.session import db
from workshops import policies
from workshops.models import Board, Note, NoteGroup, Visit, Workshop, WorkshopIdea
from workshops.queries.participants import registration_of, slip_with_token


@dataclass(frozen=True, slots=True)
class ArrangedBoard:
    """A board as people see it: its groups in their order with their notes, and the notes beside them."""

    board: Board
    groups: Sequence[tuple[NoteGroup, Sequence[Note]]]
    loose: Sequence[Note]


@dataclass(frozen=True, slots=True)
class MadeIdea:
    """A public idea, and the group of notes that it was made of."""

    idea_id: int
    title: str
    heading: str
    board_id: int


def visit_to(actor: Actor, board_id: int, slip_token: str | None) -> Visit | None:
    """Return the board as this reader comes to it, if they may read it."""
    board = board_with_id(board_id)
    if board is None:
        return None
    slip = slip_with_token(slip_token)
    mine = slip if slip is not None and slip.board_id == board.id else None
    visit = Visit(board, mine, registration_of(actor, board.workshop))
    return visit if policies.may_read_board(actor, visit) else None


def board_with_id(board_id: int) -> Board | None:
    """Return a board with its workshop and minutes, in one query."""
    return db.session.scalar(
        select(Board).options(joinedload(Board.workshop).joinedload(Workshop.minutes)).where(Board.id == board_id)
    )


def arranged(board: Board) -> ArrangedBoard:
    """Return everything on a revealed board, in three queries whatever its size."""
    notes = db.session.scalars(select(Note).where(Note.board_id == board.id).order_by(Note.position, Note.id)).all()
    groups = db.session.scalars(
        select(NoteGroup)
        .where(NoteGroup.board_id == board.id)
        .options(joinedload(NoteGroup.idea_made))
        .order_by(NoteGroup.position, NoteGroup.id)
    ).all()
    return ArrangedBoard(
        board,
        [(group, [note for note in notes if note.group_id == group.id]) for group in groups],
        [note for note in notes if note.group_id is None],
    )


def own_notes(visit: Visit) -> Sequence[Note]:
    """Return what one participant wrote for a board, the first first."""
    statement = select(Note).where(Note.board_id == visit.board.id).order_by(Note.written_at, Note.id)
    if visit.slip is not None:
        return db.session.scalars(statement.where(Note.slip_id == visit.slip.id)).all()
    if visit.registration is not None:
        return db.session.scalars(statement.where(Note.registration_id == visit.registration.id)).all()
    return []


def notes_in_group(group: NoteGroup) -> Sequence[Note]:
    """Return the notes of a group in their order."""
    return db.session.scalars(select(Note).where(Note.group_id == group.id).order_by(Note.position, Note.id)).all()


def note_counts(workshop: Workshop) -> dict[int, int]:
    """Return how many notes each board of a workshop has, by the boards' numbers in the database."""
    counted = (
        select(Note.board_id, func.count())
        .join(Board, Note.board_id == Board.id)
        .where(Board.workshop_id == workshop.id)
        .group_by(Note.board_id)
    )
    return dict(db.session.execute(counted).all())


def ideas_of_workshop(workshop: Workshop) -> Sequence[MadeIdea]:
    """Return the public ideas that groups of a workshop became, the first first."""
    rows = db.session.execute(
        select(WorkshopIdea.idea_id, NoteGroup.heading, NoteGroup.board_id)
        .join(NoteGroup, WorkshopIdea.group_id == NoteGroup.id)
        .join(Board, NoteGroup.board_id == Board.id)
        .where(Board.workshop_id == workshop.id)
        .order_by(WorkshopIdea.made_at, WorkshopIdea.idea_id)
    ).all()
    public = public_ideas_among([str(row.idea_id) for row in rows])
    titles = {idea.id: idea.title for idea in ideas_to_show(public)}
    return [
        MadeIdea(row.idea_id, titles[row.idea_id], row.heading, row.board_id) for row in rows if row.idea_id in titles
    ]


def board_to_run(actor: Actor, board_id: int) -> Board | None:
    """Return a board, for whoever runs its workshop."""
    board = board_with_id(board_id)
    return board if board is not None and policies.may_run_board(actor, board) else None


def note_to_hide(actor: Actor, note_id: int) -> Note | None:
    """Return a note, for whoever runs its workshop."""
    note = db.session.scalar(
        select(Note)
        .options(joinedload(Note.board).joinedload(Board.workshop).joinedload(Workshop.minutes))
        .where(Note.id == note_id)
    )
    return note if note is not None and policies.may_run_board(actor, note.board) else None


def note_count(board: Board) -> int:
    """Return how many notes a board has, revealed or not."""
    return db.session.scalar(select(func.count()).where(Note.board_id == board.id)) or 0


def next_position(board: Board) -> int:
    """Return a place behind all notes of the board."""
    return (db.session.scalar(select(func.max(Note.position)).where(Note.board_id == board.id)) or 0) + 1


def next_group_position(board: Board) -> int:
    """Return a place behind all groups of the board."""
    return (db.session.scalar(select(func.max(NoteGroup.position)).where(NoteGroup.board_id == board.id)) or 0) + 1


def idea_of_group(group: NoteGroup) -> WorkshopIdea | None:
    """Return the idea that a group became, as the database has it now."""
    return db.session.scalar(select(WorkshopIdea).where(WorkshopIdea.group_id == group.id))


def note_on_board(board: Board, note_id: int) -> Note | None:
    """Return one of the board's own notes."""
    return db.session.scalar(select(Note).where(Note.id == note_id, Note.board_id == board.id))


def group_on_board(board: Board, group_id: int) -> NoteGroup | None:
    """Return one of the board's own groups, with the idea it became."""
    return db.session.scalar(
        select(NoteGroup)
        .options(joinedload(NoteGroup.idea_made))
        .where(NoteGroup.id == group_id, NoteGroup.board_id == board.id)
    )


def origin_of_idea(idea_id: int) -> WorkshopIdea | None:
    """Return the group that an idea was made of, with its board and workshop."""
    return db.session.scalar(
        select(WorkshopIdea)
        .options(
            joinedload(WorkshopIdea.group)
            .joinedload(NoteGroup.board)
            .joinedload(Board.workshop)
            .joinedload(Workshop.minutes)
        )
        .where(WorkshopIdea.idea_id == idea_id)
    )
