"""A table's board: reading it, noticing changes, revealing it, arranging its notes."""

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.methods import Actor
from contest.queries.contests import contest_by_id
from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import guard
from foundations.web.pages import render_page
from workshops import policies
from workshops.errors import BoardChanged, NoContest
from workshops.forms import HeadingForm, NoteForm
from workshops.models import Board, Note, NoteGroup, Visit
from workshops.queries.boards import (
    arranged,
    board_to_run,
    group_on_board,
    note_count,
    note_on_board,
    own_notes,
    visit_to,
)
from workshops.services import boards as services
from workshops.services.ideas import make_idea as make_idea_of
from workshops.views.blueprint import blueprint
from workshops.views.slips import SLIP


def visit(actor: Actor, board_id: int) -> Visit | None:
    """Return the board as this reader comes to it: signed in, with a slip in the session, or as anybody."""
    return visit_to(actor, board_id, session.get(SLIP))


def group_on_visit(actor: Actor, board_id: int, group_id: int) -> tuple[Visit, NoteGroup] | None:
    """Return the board and one of its groups."""
    found = visit(actor, board_id)
    group = None if found is None else group_on_board(found.board, group_id)
    return None if found is None or group is None else (found, group)


def note_on_visit(actor: Actor, board_id: int, note_id: int) -> tuple[Visit, Note] | None:
    """Return the board and one of its notes."""
    found = visit(actor, board_id)
    note = None if found is None else note_on_board(found.board, note_id)
    return None if found is None or note is None else (found, note)


def may_arrange_thing(actor: Actor, found: tuple[Visit, NoteGroup | Note]) -> bool:
    """Whoever may arrange the board."""
    return policies.may_arrange_board(actor, found[0])


def may_make_idea_of(actor: Actor, found: tuple[Visit, NoteGroup]) -> bool:
    """Whoever may make ideas at the board."""
    return policies.may_make_ideas(actor, found[0])


@blueprint.get("/boards/<int:board_id>")
@guard(policies.may_read_board, load=visit)
def show_board(found: Visit) -> ResponseReturnValue:
    """Show a board: one's own notes, and once revealed everybody's in their groups."""
    return board_page(found)


@blueprint.get("/boards/<int:board_id>/changes")
@guard(policies.may_read_board, load=visit, is_polled=True)
def show_changes(found: Visit) -> ResponseReturnValue:
    """Answer with the board if it changed since the version that the reader has, else with nothing."""
    if request.args.get("since", type=int) == found.board.version:
        return "", 204
    return board_page(found)


@blueprint.post("/boards/<int:board_id>/reveal")
@guard(policies.may_run_board, load=board_to_run)
def reveal_board(board: Board) -> ResponseReturnValue:
    """Show everybody at the table all notes."""
    services.reveal_board(board=board, by=current_actor())
    return redirect(url_for(".show_board", board_id=board.id), 303)


@blueprint.post("/boards/<int:board_id>/groups")
@guard(policies.may_arrange_board, load=visit)
def make_group(found: Visit) -> ResponseReturnValue:
    """Make a group."""
    form = HeadingForm()
    if not form.validate():
        return board_page(found, heading_form=form), 422
    services.make_group(board=found.board, heading=form.heading.data or "", by=current_actor())
    return _back_to_board(found)


@blueprint.get("/boards/<int:board_id>/groups/<int:group_id>/heading")
@guard(may_arrange_thing, load=group_on_visit)
def edit_heading(found: tuple[Visit, NoteGroup]) -> ResponseReturnValue:
    """Show a group's heading for changing."""
    return _heading_page(found[1], HeadingForm.of(found[1]))


@blueprint.post("/boards/<int:board_id>/groups/<int:group_id>/heading")
@guard(may_arrange_thing, load=group_on_visit)
def rename_group(found: tuple[Visit, NoteGroup]) -> ResponseReturnValue:
    """Give a group another heading."""
    form = HeadingForm()
    if not form.validate():
        return _heading_page(found[1], form), 422
    services.rename_group(group=found[1], heading=form.heading.data or "")
    return _back_to_board(found[0])


@blueprint.post("/boards/<int:board_id>/groups/<int:group_id>/removal")
@guard(may_arrange_thing, load=group_on_visit)
def remove_group(found: tuple[Visit, NoteGroup]) -> ResponseReturnValue:
    """Remove an empty group."""
    services.remove_group(group=found[1])
    return _back_to_board(found[0])


@blueprint.post("/boards/<int:board_id>/notes/<int:note_id>/place")
@guard(may_arrange_thing, load=note_on_visit)
def move_note(found: tuple[Visit, Note]) -> ResponseReturnValue:
    """Put a note into a group, or back beside them."""
    seen, note = found
    wanted = request.form.get("group", type=int)
    group = None if wanted is None else group_on_board(seen.board, wanted)
    if wanted is not None and group is None:
        raise BoardChanged
    services.move_note(note=note, group=group)
    return _back_to_board(seen)


@blueprint.post("/boards/<int:board_id>/groups/<int:group_id>/idea")
@guard(may_make_idea_of, load=group_on_visit)
def make_idea(found: tuple[Visit, NoteGroup]) -> ResponseReturnValue:
    """Begin an idea from a group's notes, and go on writing it."""
    seen, group = found
    contest = contest_by_id(seen.board.workshop.contest_id or 0)
    if contest is None:
        raise NoContest
    made = make_idea_of(group=group, contest=contest, by=current_actor())
    flash(gettext("A draft was begun from this group. Only you see it until you submit it."), "success")
    return redirect(url_for("contest.edit_idea", idea_id=made.idea_id), 303)


def board_page(found: Visit, *, note_form: NoteForm | None = None, heading_form: HeadingForm | None = None) -> str:
    """Return the board's page; asked for by script, the board alone."""
    actor, board = current_actor(), found.board
    may_read_all = board.is_revealed or policies.may_run_board(actor, board)
    return render_page(
        "workshops/show_board.html",
        fragment="board",
        board=board,
        workshop=board.workshop,
        arranged=arranged(board) if may_read_all else None,
        own_notes=[] if may_read_all else own_notes(found),
        note_count=note_count(board),
        note_form=note_form or NoteForm(formdata=None),
        heading_form=heading_form or HeadingForm(formdata=None),
        button_form=Form(formdata=None),
        may_write=policies.may_write_note(actor, found) and board.workshop.schedule.takes_paper(actor.at),
        may_arrange=policies.may_arrange_board(actor, found),
        may_run=policies.may_run_board(actor, board),
        may_make_ideas=policies.may_make_ideas(actor, found),
    )


def _heading_page(group: NoteGroup, form: HeadingForm) -> str:
    return render_page("workshops/edit_heading.html", group=group, board=group.board, form=form)


def _back_to_board(found: Visit) -> ResponseReturnValue:
    return redirect(url_for(".show_board", board_id=found.board.id), 303)
