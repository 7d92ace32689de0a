"""Home: what the city asks now, and what became of what was asked before."""

from flask.typing import ResponseReturnValue

from contest.queries.contests import contests_visible_to
from contest.queries.overview import city_numbers, latest_awards, latest_ideas
from foundations.web.actors import current_actor
from foundations.web.guards import public
from foundations.web.pages import render_page
from front_door import presets
from front_door.views.blueprint import blueprint

LATEST = 6


@blueprint.get("/")
@public("the front door")
def show_home() -> ResponseReturnValue:
    """Show what the city asks now."""
    actor = current_actor()
    return render_page(
        "front_door/show_home.html",
        open_contests=presets.open_contests(contests_visible_to(actor), actor),
        awards=latest_awards(actor.at),
        ideas=latest_ideas(actor.at, LATEST),
        numbers=city_numbers(actor.at),
    )
