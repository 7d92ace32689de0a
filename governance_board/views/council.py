"""The council's own page, its desk, and its seats."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.queries import person_with_address
from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from foundations.web.paging import page_number
from governance_board import charts, policies
from governance_board.enums import Party, Standing
from governance_board.errors import NobodyWithAddress
from governance_board.forms.plain import PlainForm
from governance_board.forms.seats import AppointmentForm, EndingForm
from governance_board.models import Seat, SeatHolding
from governance_board.presets import labels
from governance_board.presets.tasks import tasks_of
from governance_board.queries.meetings import next_meetings, past_meetings
from governance_board.queries.motions import open_motions, settled_motions
from governance_board.queries.seats import (
    holding_of,
    holding_with_id,
    published_matrix,
    seat_with_id,
    seats_at,
    the_council,
)
from governance_board.queries.suspensions import current_suspensions
from governance_board.services import seats as services
from governance_board.views.blueprint import blueprint

_SETTLED = 10


@blueprint.get("/council/")
@public("who makes the rules is for everybody")
def show_council() -> ResponseReturnValue:
    """Show who sits in the council, who is responsible for what, and what is before it."""
    actor, council = current_actor(), the_council()
    if council is None:
        return render_page("governance_board/no_council.html")
    return render_page(
        "governance_board/show_council.html",
        council=council,
        chart=charts.chart_of_members(seats_at(actor.at)),
        meetings=next_meetings(),
        past=past_meetings(page_number()),
        motions=open_motions(),
        settled=settled_motions(_SETTLED),
        suspensions=current_suspensions(actor.at),
        matrix=published_matrix(),
        parties=list(Party),
        labels=labels,
        has_a_desk=policies.has_a_desk(actor),
        at=actor.at,
    )


@blueprint.get("/council/desk")
@guard(policies.has_a_desk)
def show_desk() -> ResponseReturnValue:
    """Show what waits for a member, the chair or the secretariat."""
    actor = current_actor()
    return render_page(
        "governance_board/show_desk.html",
        tasks=tasks_of(actor),
        holding=holding_of(actor.person_id, actor.at),
        seats=seats_at(actor.at) if policies.is_secretariat(actor) else [],
        is_member=policies.is_member(actor),
        is_secretariat=policies.is_secretariat(actor),
        may_submit=policies.may_submit_motion(actor),
        labels=labels,
    )


@blueprint.get("/council/seats/<int:seat_id>/appointment")
@guard(policies.may_appoint, load=seat_with_id, needs_fresh_sign_in=True)
def show_appointment(seat: Seat) -> ResponseReturnValue:
    """Show a seat's terms, and ask who gets it."""
    return _appointment_page(seat, AppointmentForm.asking())


@blueprint.post("/council/seats/<int:seat_id>/appointment")
@guard(policies.may_appoint, load=seat_with_id, needs_fresh_sign_in=True)
def appoint_member(seat: Seat) -> ResponseReturnValue:
    """Give the seat to somebody for a term."""
    form = AppointmentForm.asking()
    if form.validate() and form.starts_on.data and form.ends_on.data:
        with form.refusals():
            person = person_with_address((form.address.data or "").lower())
            if person is None:
                raise NobodyWithAddress
            services.appoint_member(
                seat=seat,
                person=person,
                standing=Standing(form.standing.data),
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                by=current_actor(),
            )
            flash(gettext("%(name)s was appointed.", name=person.name), "success")
            return redirect(url_for(".show_desk"), 303)
    return _appointment_page(seat, form), form.answer_status


@blueprint.post("/council/holdings/<int:holding_id>/end")
@guard(policies.may_end_holding, load=holding_with_id, needs_fresh_sign_in=True)
def end_holding(holding: SeatHolding) -> ResponseReturnValue:
    """End a term before its day."""
    form = EndingForm()
    if not form.validate():
        return _appointment_page(holding.seat, AppointmentForm.asking(is_sent=False), form), 422
    services.end_holding(holding=holding, reason=form.reason.data or "", by=current_actor())
    flash(gettext("The term has ended."), "success")
    return redirect(url_for(".show_desk"), 303)


def _appointment_page(seat: Seat, form: AppointmentForm, ending: EndingForm | None = None) -> str:
    return render_page(
        "governance_board/show_appointment.html",
        seat=seat,
        form=form,
        ending=ending or EndingForm(formdata=None),
        at=current_actor().at,
        labels=labels,
        button_form=PlainForm(formdata=None),
    )
