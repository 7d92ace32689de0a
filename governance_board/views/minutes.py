"""Minutes: drafted, corrected, approved, published, read."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from governance_board import policies
from governance_board.forms.meetings import MinutesForm
from governance_board.forms.plain import PlainForm
from governance_board.models import Meeting
from governance_board.queries.meetings import meeting_with_id, minutes_visible_to
from governance_board.services import minutes as services
from governance_board.views.blueprint import blueprint


@blueprint.get("/council/minutes/<int:meeting_id>")
@public("published minutes are for everybody", load=minutes_visible_to)
def show_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Show the minutes of a meeting."""
    actor = current_actor()
    return render_page(
        "governance_board/show_minutes.html",
        meeting=meeting,
        minutes=meeting.minutes,
        may_write=policies.may_write_minutes(actor, meeting),
        may_approve=policies.may_approve_minutes(actor, meeting),
        may_publish=policies.may_publish_minutes(actor, meeting),
        button_form=PlainForm(formdata=None),
    )


@blueprint.post("/council/meetings/<int:meeting_id>/minutes")
@guard(policies.may_write_minutes, load=meeting_with_id)
def draft_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Draft the minutes from the record."""
    services.draft_minutes(meeting=meeting, by=current_actor())
    return _back(meeting)


@blueprint.get("/council/meetings/<int:meeting_id>/minutes/text")
@guard(policies.may_write_minutes, load=meeting_with_id)
def edit_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Show the draft for correction."""
    return render_page("governance_board/edit_minutes.html", meeting=meeting, form=MinutesForm(obj=meeting.minutes))


@blueprint.post("/council/meetings/<int:meeting_id>/minutes/text")
@guard(policies.may_write_minutes, load=meeting_with_id)
def rewrite_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Keep the corrected draft."""
    form = MinutesForm()
    if form.validate():
        with form.refusals():
            texts = {"text_ja": form.text_ja.data or "", "text_en": form.text_en.data or ""}
            services.rewrite_minutes(meeting=meeting, **texts, by=current_actor())
            return _back(meeting)
    return render_page("governance_board/edit_minutes.html", meeting=meeting, form=form), form.answer_status


@blueprint.post("/council/meetings/<int:meeting_id>/minutes/approval")
@guard(policies.may_approve_minutes, load=meeting_with_id)
def approve_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Let the draft be the record of the meeting."""
    services.approve_minutes(meeting=meeting, by=current_actor())
    flash(gettext("The minutes are approved."), "success")
    return _back(meeting)


@blueprint.post("/council/meetings/<int:meeting_id>/minutes/publication")
@guard(policies.may_publish_minutes, load=meeting_with_id)
def publish_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Show the minutes to everybody."""
    services.publish_minutes(meeting=meeting, by=current_actor())
    flash(gettext("The minutes are public now."), "success")
    return _back(meeting)


def _back(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for(".show_minutes", meeting_id=meeting.id), 303)
