"""What this place is, what it promises and what it does not claim; and how accessible it is."""

from flask.typing import ResponseReturnValue

from foundations.web.guards import public
from foundations.web.pages import render_page
from front_door.views.blueprint import blueprint


@blueprint.get("/about")
@public("promises are for everybody")
def show_about() -> ResponseReturnValue:
    """Show what we promise and what we may not claim."""
    return render_page("front_door/show_about.html")


@blueprint.get("/accessibility")
@public("promises are for everybody")
def show_accessibility() -> ResponseReturnValue:
    """Show how accessible the site is and where it falls short."""
    return render_page("front_door/show_accessibility.html")
