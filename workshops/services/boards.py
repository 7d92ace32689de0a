"""Revealing a board and arranging its notes in groups."""

from accounts.methods import Actor
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from workshops.errors import BoardHidden, GroupHasIdea, GroupNotEmpty
from workshops.models import Board, Note, NoteGroup
from workshops.queries.boards import next_group_position, next_position, notes_in_group
from workshops.services.notes import board_changed


def reveal_board(*, board: Board, by: Actor) -> None:
    """Show all notes to everybody at the table; the first reveal counts."""
    hold(board, "revealed_at")
    if board.revealed_at is None:
        board.revealed_at = by.at
        board_changed(board.id)
        payload = {"board": board.id, "by": by.person_id}
        record("workshops.board_revealed", payload, subject=f"workshop:{board.workshop_id}", at=by.at)


def make_group(*, board: Board, heading: str, by: Actor) -> NoteGroup:
    """Make a group on a revealed board, behind the others.

    Raises:
        BoardHidden: before the reveal.
    """
    _check_revealed(board)
    board_changed(board.id)
    group = NoteGroup(board_id=board.id, heading=heading, position=next_group_position(board), made_at=by.at)
    db.session.add(group)
    db.session.flush()
    return group


def rename_group(*, group: NoteGroup, heading: str) -> None:
    """Give a group another heading."""
    group.heading = heading
    board_changed(group.board_id)


def remove_group(*, group: NoteGroup) -> None:
    """Remove an empty group.

    Raises:
        GroupNotEmpty: while it holds notes.
        GroupHasIdea: if it became an idea, whose page names it.
    """
    board_changed(group.board_id)
    if group.idea_made is not None:
        raise GroupHasIdea
    if notes_in_group(group):
        raise GroupNotEmpty
    db.session.delete(group)
    db.session.flush()


def move_note(*, note: Note, group: NoteGroup | None) -> None:
    """Put a note last into a group of its board, or back beside the groups.

    Raises:
        BoardHidden: before the reveal.
    """
    _check_revealed(note.board)
    board_changed(note.board_id)
    note.group_id = None if group is None else group.id
    note.position = next_position(note.board)
    db.session.flush()


def _check_revealed(board: Board) -> None:
    if not board.is_revealed:
        raise BoardHidden
