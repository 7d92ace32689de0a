"""The emergency brake."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from governance_board import policies
from governance_board.enums import Target
from governance_board.forms.motions import SuspensionForm
from governance_board.forms.plain import PlainForm
from governance_board.models import Suspension
from governance_board.presets import labels
from governance_board.queries.suspensions import suspension_with_id
from governance_board.services import suspensions as services
from governance_board.views.blueprint import blueprint


@blueprint.get("/council/suspensions/<int:suspension_id>")
@public("what is stopped, and why, is for everybody", load=suspension_with_id)
def show_suspension(suspension: Suspension) -> ResponseReturnValue:
    """Show what is stopped, by whom, and until when."""
    actor = current_actor()
    return render_page(
        "governance_board/show_suspension.html",
        suspension=suspension,
        is_in_force=suspension.is_in_force(actor.at),
        may_sign=policies.may_sign_suspension(actor, suspension),
        may_submit=policies.may_submit_motion(actor),
        labels=labels,
        button_form=PlainForm(formdata=None),
    )


@blueprint.get("/council/suspensions/new")
@guard(policies.is_member, needs_fresh_sign_in=True)
def new_suspension() -> ResponseReturnValue:
    """Ask what is to be stopped, and why."""
    return render_page("governance_board/new_suspension.html", form=SuspensionForm.asking())


@blueprint.post("/council/suspensions")
@guard(policies.is_member, needs_fresh_sign_in=True)
def request_suspension() -> ResponseReturnValue:
    """Sign first."""
    form = SuspensionForm.asking()
    if form.validate():
        with form.refusals():
            asked = services.request_suspension(
                target=Target(form.target.data),
                name=form.name.data or "",
                reason=form.reason.data or "",
                by=current_actor(),
            )
            flash(gettext("Signed. It takes force with the signature of a seat of another sector."), "success")
            return _back(asked)
    return render_page("governance_board/new_suspension.html", form=form), form.answer_status


@blueprint.post("/council/suspensions/<int:suspension_id>/signatures")
@guard(policies.may_sign_suspension, load=suspension_with_id, needs_fresh_sign_in=True)
def sign_suspension(suspension: Suspension) -> ResponseReturnValue:
    """Sign second: it is stopped from here on."""
    services.sign_suspension(suspension=suspension, by=current_actor())
    flash(gettext("It is stopped from now on."), "success")
    return _back(suspension)


def _back(suspension: Suspension) -> ResponseReturnValue:
    return redirect(url_for(".show_suspension", suspension_id=suspension.id), 303)
