"""Workshops: the list of all, the page of one, its calendar file and its minutes."""

from flask import Response
from flask.typing import ResponseReturnValue

from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import public
from foundations.web.pages import render_page
from foundations.web.paging import page_number
from workshops import policies, presets
from workshops.models import Workshop
from workshops.queries.boards import ideas_of_workshop
from workshops.queries.participants import counts_of, registration_of
from workshops.queries.workshops import boards_of, past_workshops, workshop_visible_to, workshops_to_come
from workshops.views.blueprint import blueprint


@blueprint.get("/workshops/")
@public("what the city invites to is for everybody")
def list_workshops() -> ResponseReturnValue:
    """Show what is to come, then what is over."""
    actor = current_actor()
    past = past_workshops(actor, page_number())
    return render_page(
        "workshops/list_workshops.html",
        coming=[presets.WorkshopEntry.of(workshop, actor.at) for workshop in workshops_to_come(actor)],
        past=past,
        past_entries=[presets.WorkshopEntry.of(workshop, actor.at) for workshop in past.items],
        may_prepare=policies.may_prepare_workshop(actor),
    )


@blueprint.get("/workshops/<slug>")
@public("what the city invites to is for everybody", load=workshop_visible_to)
def show_workshop(workshop: Workshop) -> ResponseReturnValue:
    """Show one workshop, what can be done now, and what came of it."""
    actor = current_actor()
    placed, waiting, _ = counts_of(workshop)
    is_reported = policies.is_reported(workshop)
    return render_page(
        "workshops/show_workshop.html",
        workshop=workshop,
        entry=presets.WorkshopEntry.of(workshop, actor.at),
        registration=registration_of(actor, workshop),
        places_left=workshop.capacity - placed,
        waiting=waiting,
        takes_registrations=workshop.schedule.takes_registrations(actor.at),
        takes_notes=workshop.schedule.takes_notes(actor.at),
        may_register=policies.may_register(actor, workshop),
        may_run=policies.may_run(actor, workshop),
        is_reported=is_reported,
        is_over=actor.at >= workshop.ends_at,
        boards=boards_of(workshop) if is_reported else [],
        ideas=ideas_of_workshop(workshop),
        button_form=Form(formdata=None),
    )


@blueprint.get("/workshops/<slug>/calendar")
@public("a date for everybody's calendar", load=workshop_visible_to)
def show_calendar(workshop: Workshop) -> ResponseReturnValue:
    """Hand out the calendar file."""
    answer = Response(presets.calendar_of(workshop), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}.ics"'
    return answer
