"""Meetings: their pages, calling them, leading them."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from governance_board import policies
from governance_board.forms.meetings import ArrivalForm, ItemForm, MeetingForm
from governance_board.forms.plain import PlainForm
from governance_board.models import AgendaItem, Attendance, Meeting
from governance_board.presets import labels
from governance_board.queries.meetings import attendance_of_meeting, item_of_meeting, meeting_with_id
from governance_board.queries.motions import open_motions
from governance_board.queries.seats import seat_with_id, seats_at
from governance_board.services import meetings as services
from governance_board.services.meetings import Matter
from governance_board.views.blueprint import blueprint


@blueprint.get("/council/meetings/<int:meeting_id>")
@public("the council meets before everybody", load=meeting_with_id)
def show_meeting(meeting: Meeting) -> ResponseReturnValue:
    """Show a meeting: call, agenda, who is there, minutes."""
    return _meeting_page(meeting)


@blueprint.get("/council/meetings/new")
@guard(policies.is_secretariat)
def new_meeting() -> ResponseReturnValue:
    """Ask when and where the council is to meet."""
    return render_page("governance_board/new_meeting.html", form=MeetingForm())


@blueprint.post("/council/meetings")
@guard(policies.is_secretariat)
def convene_meeting() -> ResponseReturnValue:
    """Call a meeting."""
    form = MeetingForm()
    if form.validate() and form.starts_at.data:
        with form.refusals():
            meeting = services.convene_meeting(
                text=form.text, starts_at=form.starts_at.data, agenda=[], by=current_actor()
            )
            flash(gettext("The meeting has been called. Put its matters on the agenda."), "success")
            return redirect(url_for(".show_meeting", meeting_id=meeting.id), 303)
    return render_page("governance_board/new_meeting.html", form=form), form.answer_status


@blueprint.post("/council/meetings/<int:meeting_id>/items")
@guard(policies.may_prepare_meeting, load=meeting_with_id)
def add_item(meeting: Meeting) -> ResponseReturnValue:
    """Put a matter on the agenda."""
    motions = open_motions()
    form = ItemForm.offering(motions, meeting)
    if form.validate():
        with form.refusals():
            motion = next((one for one in motions if one.id == form.motion.data), None)
            matter = Matter(form.title_ja.data or "", form.title_en.data or "", motion)
            services.add_item(meeting=meeting, matter=matter, by=current_actor())
            return _back(meeting)
    return _meeting_page(meeting, item_form=form), form.answer_status


@blueprint.post("/council/meetings/<int:meeting_id>/opening")
@guard(policies.may_lead_meeting, load=meeting_with_id)
def open_meeting(meeting: Meeting) -> ResponseReturnValue:
    """Begin the meeting."""
    services.open_meeting(meeting=meeting, by=current_actor())
    return _back(meeting)


@blueprint.post("/council/meetings/<int:meeting_id>/closing")
@guard(policies.may_lead_meeting, load=meeting_with_id)
def close_meeting(meeting: Meeting) -> ResponseReturnValue:
    """End the meeting."""
    services.close_meeting(meeting=meeting, by=current_actor())
    return _back(meeting)


@blueprint.post("/council/meetings/<int:meeting_id>/items/<int:item_id>/opening")
@guard(policies.may_lead_item, load=item_of_meeting)
def open_item(found: tuple[Meeting, AgendaItem]) -> ResponseReturnValue:
    """Call up a matter."""
    meeting, item = found
    services.open_item(meeting=meeting, item=item, by=current_actor())
    return _back(meeting)


@blueprint.post("/council/meetings/<int:meeting_id>/items/<int:item_id>/closing")
@guard(policies.may_lead_item, load=item_of_meeting)
def close_item(found: tuple[Meeting, AgendaItem]) -> ResponseReturnValue:
    """Leave a matter."""
    meeting, item = found
    services.close_item(meeting=meeting, item=item, by=current_actor())
    return _back(meeting)


@blueprint.post("/council/meetings/<int:meeting_id>/arrivals")
@guard(policies.may_take_attendance, load=meeting_with_id)
def note_arrival(meeting: Meeting) -> ResponseReturnValue:
    """Note who has come."""
    form = ArrivalForm.offering(seats_at(current_actor().at), meeting)
    if form.validate():
        with form.refusals():
            seat_id, person_id = form.chosen
            seat = seat_with_id(current_actor(), seat_id)
            if seat is not None:
                services.note_arrival(meeting=meeting, seat=seat, person_id=person_id, by=current_actor())
            return _back(meeting)
    return _meeting_page(meeting, arrival_form=form), form.answer_status


@blueprint.post("/council/meetings/<int:meeting_id>/attendances/<int:attendance_id>/departure")
@guard(policies.may_note_departure, load=attendance_of_meeting)
def note_departure(found: tuple[Meeting, Attendance]) -> ResponseReturnValue:
    """Note who has left."""
    meeting, attendance = found
    services.note_departure(meeting=meeting, attendance=attendance, by=current_actor())
    return _back(meeting)


def _back(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for(".show_meeting", meeting_id=meeting.id), 303)


def _meeting_page(
    meeting: Meeting, *, item_form: ItemForm | None = None, arrival_form: ArrivalForm | None = None
) -> str:
    actor = current_actor()
    may_prepare, may_attend = (
        policies.may_prepare_meeting(actor, meeting),
        policies.may_take_attendance(actor, meeting),
    )
    if may_prepare and item_form is None:
        item_form = ItemForm.offering(open_motions(), meeting)
    if may_attend and arrival_form is None:
        arrival_form = ArrivalForm.offering(seats_at(actor.at), meeting)
    return render_page(
        "governance_board/show_meeting.html",
        meeting=meeting,
        state=labels.meeting_state(meeting.state),
        item_form=item_form if may_prepare else None,
        arrival_form=arrival_form if may_attend else None,
        may_lead=policies.may_lead_meeting(actor, meeting),
        may_read_minutes=policies.may_read_minutes(actor, meeting),
        may_write_minutes=policies.may_write_minutes(actor, meeting),
        labels=labels,
        form=next(
            (one for one in (item_form, arrival_form) if one is not None and one.errors), PlainForm(formdata=None)
        ),
        button_form=PlainForm(formdata=None),
    )
