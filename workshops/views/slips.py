"""Slips of paper: typing a code on a phone, and the sheets that a facilitator prints."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.mail.composing import link_from_outside
from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from workshops import policies
from workshops.forms import SlipCodeForm, SlipsForm
from workshops.models import Board, Slip
from workshops.queries.boards import board_to_run
from workshops.queries.participants import slip_to_free, slips_of
from workshops.services import slips as services
from workshops.views.blueprint import blueprint

SLIP = "slip"
"""The session's key for the token of the slip that a phone holds."""


@blueprint.get("/slips")
@public("a slip of paper stands in for an account")
def show_slip_code() -> ResponseReturnValue:
    """Ask for the code on a slip."""
    return render_page("workshops/show_slip_code.html", form=SlipCodeForm(formdata=None))


@blueprint.post("/slips")
@public("a slip of paper stands in for an account")
def claim_slip() -> ResponseReturnValue:
    """Bind the slip to this phone and go to its table."""
    form = SlipCodeForm()
    if form.validate():
        with form.refusals():
            slip, token = services.claim_slip(
                typed=form.code.data or "", token=session.get(SLIP), at=current_actor().at
            )
            session[SLIP] = token
            return redirect(url_for(".show_board", board_id=slip.board_id), 303)
    return render_page("workshops/show_slip_code.html", form=form), form.answer_status


@blueprint.get("/boards/<int:board_id>/slips")
@guard(policies.may_run_board, load=board_to_run)
def list_slips(board: Board) -> ResponseReturnValue:
    """Show a table's slips, ready to be printed and cut."""
    return _slips_page(board, SlipsForm(formdata=None))


@blueprint.post("/boards/<int:board_id>/slips")
@guard(policies.may_run_board, load=board_to_run)
def issue_slips(board: Board) -> ResponseReturnValue:
    """Make more slips for a table."""
    form = SlipsForm()
    if not form.validate():
        return _slips_page(board, form), 422
    services.issue_slips(board=board, count=form.count.data or 0, by=current_actor())
    return redirect(url_for(".list_slips", board_id=board.id), 303)


@blueprint.post("/slips/<int:slip_id>/freeing")
@guard(policies.may_free_slip, load=slip_to_free)
def free_slip(slip: Slip) -> ResponseReturnValue:
    """Let another phone take a slip over."""
    services.free_slip(slip=slip, by=current_actor())
    flash(gettext("Slip %(number)s can be used on another phone now.", number=slip.number), "success")
    return redirect(url_for(".list_slips", board_id=slip.board_id), 303)


def _slips_page(board: Board, form: SlipsForm) -> str:
    return render_page(
        "workshops/list_slips.html",
        board=board,
        workshop=board.workshop,
        slips=slips_of(board),
        address=link_from_outside("workshops.show_slip_code"),
        form=form,
        button_form=Form(formdata=None),
    )
