"""The facilitator's desk: who comes, who has come, the tables and their slips, and the minutes."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import guard
from foundations.web.pages import render_page
from foundations.web.paging import page_number
from workshops import policies, presets
from workshops.forms import MinutesForm
from workshops.models import Registration, Workshop
from workshops.queries.boards import note_counts
from workshops.queries.participants import counts_of, registration_to_check_in, registrations_page
from workshops.queries.workshops import boards_of, workshop_visible_to
from workshops.services import minutes as minutes_services
from workshops.services import registrations as services
from workshops.views.blueprint import blueprint


@blueprint.get("/workshops/<slug>/desk")
@guard(policies.may_run, load=workshop_visible_to)
def show_desk(workshop: Workshop) -> ResponseReturnValue:
    """Show what waits for whoever runs the workshop."""
    actor = current_actor()
    placed, waiting, come = counts_of(workshop)
    page = registrations_page(workshop, page_number())
    counts = note_counts(workshop)
    return render_page(
        "workshops/show_desk.html",
        workshop=workshop,
        entry=presets.WorkshopEntry.of(workshop, actor.at),
        counts=[
            (gettext("Places taken"), gettext("%(taken)s of %(all)s", taken=placed, all=workshop.capacity)),
            (gettext("On the waiting list"), str(waiting)),
            (gettext("Have come"), str(come)),
        ],
        page=page,
        rows=[(registration, presets.registration_label(registration)) for registration in page.items],
        boards=[(board, counts.get(board.id, 0)) for board in boards_of(workshop)],
        takes_check_ins=workshop.schedule.takes_paper(actor.at),
        may_edit=policies.may_edit_workshop(actor, workshop),
        may_announce=policies.may_announce(actor, workshop),
        may_call_off=policies.may_call_off(actor, workshop),
        may_write_minutes=policies.may_write_minutes(actor, workshop),
        button_form=Form(formdata=None),
    )


@blueprint.get("/check-ins/<code>")
@guard(policies.may_check_in, load=registration_to_check_in)
def show_check_in(registration: Registration) -> ResponseReturnValue:
    """Show who stands at the door, after a scan of their QR code."""
    return render_page(
        "workshops/show_check_in.html",
        registration=registration,
        workshop=registration.workshop,
        label=presets.registration_label(registration),
        button_form=Form(formdata=None),
    )


@blueprint.post("/check-ins/<code>")
@guard(policies.may_check_in, load=registration_to_check_in)
def check_in(registration: Registration) -> ResponseReturnValue:
    """Note that the person has come."""
    services.check_in(registration=registration, by=current_actor())
    flash(gettext("%(name)s has been checked in.", name=registration.person.name), "success")
    return redirect(url_for(".show_desk", slug=registration.workshop.slug), 303)


@blueprint.get("/workshops/<slug>/minutes")
@guard(policies.may_write_minutes, load=workshop_visible_to)
def edit_minutes(workshop: Workshop) -> ResponseReturnValue:
    """Show the minutes for writing."""
    return _minutes_page(workshop, MinutesForm.of(workshop.minutes))


@blueprint.post("/workshops/<slug>/minutes")
@guard(policies.may_write_minutes, load=workshop_visible_to)
def save_minutes(workshop: Workshop) -> ResponseReturnValue:
    """Keep the minutes, or publish them."""
    form = MinutesForm()
    if not form.validate():
        return _minutes_page(workshop, form), 422
    body, is_final = form.body.data or "", request.form.get("act") == "publish"
    with form.refusals():
        if is_final:
            minutes_services.publish_minutes(workshop=workshop, body=body, by=current_actor())
            flash(gettext("The minutes are published."), "success")
            return redirect(url_for(".show_workshop", slug=workshop.slug), 303)
        minutes_services.save_minutes(workshop=workshop, body=body, by=current_actor())
        flash(gettext("The minutes have been saved. Only those who run the workshop see them."), "success")
        return redirect(url_for(".edit_minutes", slug=workshop.slug), 303)
    return _minutes_page(workshop, form), form.answer_status


def _minutes_page(workshop: Workshop, form: MinutesForm) -> str:
    return render_page("workshops/edit_minutes.html", workshop=workshop, form=form)
