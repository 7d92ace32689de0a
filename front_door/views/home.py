"""Home."""

from flask.typing import ResponseReturnValue

from foundations.web.guards import public
from foundations.web.pages import render_page
from front_door.views.blueprint import blueprint


@blueprint.get("/")
@public("the front door")
def show_home() -> ResponseReturnValue:
    """Show what the city asks now."""
    return render_page("front_door/show_home.html")
