"""Preparing, changing, announcing and calling off a workshop, without code."""

from typing import TypeVar

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest.queries.contests import contests_visible_to
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.languages import in_language
from foundations.web.pages import render_page
from workshops import policies
from workshops.forms import CallingOffForm, NewWorkshopForm, WorkshopForm
from workshops.models import Workshop
from workshops.queries.workshops import workshop_visible_to
from workshops.services import workshops as services
from workshops.views.blueprint import blueprint

_Form = TypeVar("_Form", bound=WorkshopForm)


@blueprint.get("/workshops/new")
@guard(policies.may_prepare_workshop)
def new_workshop() -> ResponseReturnValue:
    """Ask for the texts, dates and size of a new workshop."""
    return render_page("workshops/new_workshop.html", form=_with_contests(NewWorkshopForm()))


@blueprint.post("/workshops/")
@guard(policies.may_prepare_workshop)
def prepare_workshop() -> ResponseReturnValue:
    """Make a workshop that only its makers see yet."""
    form = _with_contests(NewWorkshopForm())
    if form.validate():
        with form.refusals():
            workshop = services.prepare_workshop(
                text=form.text, capacity=form.capacity.data or 0, tables=form.tables.data or 0, by=current_actor()
            )
            return redirect(url_for(".show_desk", slug=workshop.slug), 303)
    return render_page("workshops/new_workshop.html", form=form), 422


@blueprint.get("/workshops/<slug>/set-up")
@guard(policies.may_edit_workshop, load=workshop_visible_to)
def show_setup(workshop: Workshop) -> ResponseReturnValue:
    """Show texts, dates and size for changing."""
    form = _with_contests(WorkshopForm(data=WorkshopForm.filled_with(workshop)))
    return render_page("workshops/edit_workshop.html", workshop=workshop, form=form)


@blueprint.post("/workshops/<slug>/set-up")
@guard(policies.may_edit_workshop, load=workshop_visible_to)
def edit_workshop(workshop: Workshop) -> ResponseReturnValue:
    """Change texts, dates and size."""
    form = _with_contests(WorkshopForm())
    if form.validate():
        with form.refusals():
            services.edit_workshop(
                workshop=workshop, text=form.text, capacity=form.capacity.data or 0, by=current_actor()
            )
            flash(gettext("The workshop has been changed."), "success")
            return redirect(url_for(".show_desk", slug=workshop.slug), 303)
    return render_page("workshops/edit_workshop.html", workshop=workshop, form=form), 422


@blueprint.post("/workshops/<slug>/announcement")
@guard(policies.may_announce, load=workshop_visible_to)
def announce_workshop(workshop: Workshop) -> ResponseReturnValue:
    """Show the workshop to everybody."""
    services.announce_workshop(workshop=workshop, by=current_actor())
    flash(gettext("The workshop is announced. People can register now."), "success")
    return redirect(url_for(".show_workshop", slug=workshop.slug), 303)


@blueprint.get("/workshops/<slug>/calling-off")
@guard(policies.may_call_off, load=workshop_visible_to)
def show_calling_off(workshop: Workshop) -> ResponseReturnValue:
    """Ask for the reason before the workshop is called off."""
    return render_page("workshops/call_off_workshop.html", workshop=workshop, form=CallingOffForm(formdata=None))


@blueprint.post("/workshops/<slug>/calling-off")
@guard(policies.may_call_off, load=workshop_visible_to)
def call_off_workshop(workshop: Workshop) -> ResponseReturnValue:
    """Call the workshop off, and tell everybody who registered."""
    form = CallingOffForm()
    if not form.validate():
        return render_page("workshops/call_off_workshop.html", workshop=workshop, form=form), 422
    services.call_off_workshop(workshop=workshop, reason=form.reason.data or "", by=current_actor())
    flash(gettext("The workshop is called off. Everybody who registered is told by mail."), "success")
    return redirect(url_for(".show_workshop", slug=workshop.slug), 303)


def _with_contests(form: _Form) -> _Form:
    offered = contests_visible_to(current_actor())
    form.offer_contests([(contest.id, in_language(contest, "title")) for contest in offered])
    return form
