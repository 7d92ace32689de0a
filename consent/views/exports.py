"""Taking away everything that is kept about me: a link for this browser, once, for ten minutes."""

import json

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accounts.policies import is_person, is_person_of
from consent.errors import ExportLinkDead
from consent.forms.choices import PlainForm
from consent.models import ExportLink
from consent.queries.exports import export_link_of
from consent.services import exports as services
from consent.views.blueprint import blueprint
from foundations.settings import current_settings
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.kept_words import is_only_shown
from foundations.web.pages import render_page
from foundations.web.unit_of_work import begin_writing


@blueprint.post("/consents/exports")
@guard(is_person, needs_fresh_sign_in=True)
def make_export_link() -> ResponseReturnValue:
    """Make a link and go to it."""
    token = services.make_export_link(by=current_actor(), at=current_actor().at)
    return redirect(url_for(".show_export", token=token), 303)


@blueprint.get("/consents/exports/<token>")
@guard(is_person_of, load=export_link_of)
def show_export(link: ExportLink) -> ResponseReturnValue:
    """Say what the file will hold and until when it can be fetched."""
    return _page(link)


@blueprint.post("/consents/exports/<token>")
@guard(is_person_of, load=export_link_of, begins_late=True)
def download_export(link: ExportLink) -> ResponseReturnValue:
    """Hand the file out, once.

    It begins its own transaction because other answers are kept and given again to
    whoever sends the same form again; this one is not.
    """
    if is_only_shown():
        return _page(link)
    begin_writing()
    everything = services.take_export(link=link, settings=current_settings(), by=current_actor(), at=current_actor().at)
    answer = Response(json.dumps(everything, ensure_ascii=False, indent=1), content_type="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=my-data.json"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(link: ExportLink) -> tuple[str, int]:
    opens = link.opens(sign_in_id=current_actor().sign_in_id, at=current_actor().at)
    form, token = PlainForm(formdata=None), (request.view_args or {}).get("token")
    page = render_page("consent/show_export.html", link=link, token=token, opens=opens, form=form)
    return page, 200 if opens else ExportLinkDead.status
