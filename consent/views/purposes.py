"""Purposes for everybody to read, with all their versions."""

from flask.typing import ResponseReturnValue

from consent.models import Purpose
from consent.presets import CHANGES, GROUNDS, STOPS
from consent.queries.purposes import all_purposes, published_purpose, version_in_force
from consent.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import public
from foundations.web.pages import render_page


@blueprint.get("/purposes")
@public("what data is asked for is for everybody to read")
def list_purposes() -> ResponseReturnValue:
    """Show all purposes, those in force first."""
    at = current_actor().at
    listed = [(purpose, version_in_force(purpose, at)) for purpose in all_purposes() if purpose.versions]
    return render_page(
        "consent/list_purposes.html",
        in_force=[(purpose, version) for purpose, version in listed if version is not None],
        others=[purpose for purpose, version in listed if version is None],
    )


@blueprint.get("/purposes/<slug>")
@public("what data is asked for is for everybody to read", load=published_purpose)
def show_purpose(purpose: Purpose) -> ResponseReturnValue:
    """Show a purpose: what holds now, and every version with its notices."""
    at = current_actor().at
    return render_page(
        "consent/show_purpose.html",
        purpose=purpose,
        version=version_in_force(purpose, at),
        is_retired=purpose.is_retired(at),
        changes=CHANGES,
        grounds=GROUNDS,
        stop_words=STOPS,
    )
