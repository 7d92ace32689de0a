"""Writing notes, and hiding one."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page
from workshops import policies
from workshops.forms import HidingForm, NoteForm
from workshops.models import Note, Visit
from workshops.queries.boards import note_to_hide
from workshops.services import notes as services
from workshops.views.blueprint import blueprint
from workshops.views.boards import board_page, visit


@blueprint.post("/boards/<int:board_id>/notes")
@guard(policies.may_write_note, load=visit)
def write_note(found: Visit) -> ResponseReturnValue:
    """Keep a note of whoever is at the table; a facilitator writes for others."""
    form = NoteForm()
    if form.validate():
        with form.refusals():
            _write(found, form.body.data or "")
            return redirect(url_for(".show_board", board_id=found.board.id), 303)
    return board_page(found, note_form=form), form.answer_status


@blueprint.get("/notes/<int:note_id>/hiding")
@guard(policies.may_hide_note, load=note_to_hide)
def show_hiding_note(note: Note) -> ResponseReturnValue:
    """Ask for the reason before a note is hidden."""
    return render_page("workshops/hide_note.html", note=note, form=HidingForm(formdata=None))


@blueprint.post("/notes/<int:note_id>/hiding")
@guard(policies.may_hide_note, load=note_to_hide)
def hide_note(note: Note) -> ResponseReturnValue:
    """Hide a note, with a reason that everybody reads in its place."""
    form = HidingForm()
    if not form.validate():
        return render_page("workshops/hide_note.html", note=note, form=form), 422
    services.hide_note(note=note, reason=form.reason.data or "", by=current_actor())
    return redirect(url_for(".show_board", board_id=note.board_id), 303)


def _write(found: Visit, body: str) -> None:
    actor = current_actor()
    if found.slip is not None:
        services.write_note_with_slip(slip=found.slip, body=body, at=actor.at)
    elif found.registration is not None and found.has_come:
        services.write_own_note(board=found.board, registration=found.registration, body=body, by=actor)
    else:
        services.write_note_for_others(board=found.board, body=body, by=actor)
