"""Registering, the person's own page with the code for the door, and giving the place back."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.mail.composing import link_from_outside
from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import guard
from foundations.web.pages import render_page
from workshops import policies, presets
from workshops.models import Registration, Workshop
from workshops.queries.participants import own_registration
from workshops.queries.workshops import boards_of, workshop_visible_to
from workshops.services import registrations as services
from workshops.views.blueprint import blueprint


@blueprint.post("/workshops/<slug>/registration")
@guard(policies.may_register, load=workshop_visible_to)
def register(workshop: Workshop) -> ResponseReturnValue:
    """Take the person in, or put them on the waiting list."""
    registration = services.register(workshop=workshop, by=current_actor())
    is_waiting = registration.place is None
    flash(gettext("You are on the waiting list.") if is_waiting else gettext("You have a place."), "success")
    return redirect(url_for(".show_registration", slug=workshop.slug), 303)


@blueprint.get("/workshops/<slug>/registration")
@guard(policies.may_keep_registration, load=own_registration)
def show_registration(registration: Registration) -> ResponseReturnValue:
    """Show the person's place, and the code for the door."""
    actor, workshop = current_actor(), registration.workshop
    return render_page(
        "workshops/show_registration.html",
        registration=registration,
        workshop=workshop,
        label=presets.registration_label(registration),
        is_over=actor.at >= workshop.ends_at,
        may_cancel=registration.is_active and workshop.schedule.takes_cancellations(actor.at),
        boards=boards_of(workshop) if registration.checked_in_at is not None else [],
        button_form=Form(formdata=None),
    )


@blueprint.get("/workshops/<slug>/registration/qr")
@guard(policies.may_keep_registration, load=own_registration)
def show_qr_code(registration: Registration) -> ResponseReturnValue:
    """Draw the code that is scanned at the door."""
    address = link_from_outside("workshops.show_check_in", code=registration.code)
    return Response(presets.qr_code(address), content_type="image/svg+xml")


@blueprint.get("/workshops/<slug>/registration/cancellation")
@guard(policies.may_keep_registration, load=own_registration)
def confirm_cancellation(registration: Registration) -> ResponseReturnValue:
    """Ask once before the place is given back."""
    return render_page("workshops/confirm_cancellation.html", workshop=registration.workshop, form=Form(formdata=None))


@blueprint.post("/workshops/<slug>/registration/cancellation")
@guard(policies.may_keep_registration, load=own_registration)
def cancel_registration(registration: Registration) -> ResponseReturnValue:
    """Give the place back."""
    services.cancel_registration(registration=registration, by=current_actor())
    flash(gettext("You have given your place back."), "success")
    return redirect(url_for(".show_workshop", slug=registration.workshop.slug), 303)
