"""Open data: every published set as CSV and JSON with its dictionary."""

from collections.abc import Iterator

from flask import Response, jsonify, stream_with_context
from flask.typing import ResponseReturnValue

from contest import exports as contest_exports
from foundations.web.actors import Actor, current_actor
from foundations.web.guards import public
from foundations.web.open_data import LICENCE, OpenDataSet, as_csv, as_json, dictionary_of
from foundations.web.pages import render_page
from front_door import presets
from front_door.views.blueprint import blueprint
from governance_board import exports as council_exports

OPEN_DATA = (*contest_exports.OPEN_DATA, *council_exports.OPEN_DATA)


def set_named(_actor: Actor, name: str) -> OpenDataSet | None:
    """Return the set of that name."""
    return next((published for published in OPEN_DATA if published.name == name), None)


@blueprint.get("/open-data")
@public("open data is for everybody")
def show_open_data() -> ResponseReturnValue:
    """Show which sets there are and what stands in them."""
    return render_page("front_door/show_open_data.html", sets=presets.shown_sets(OPEN_DATA), licence=LICENCE)


@blueprint.get("/open-data/<name>.csv")
@public("open data is for everybody", load=set_named)
def download_csv(published: OpenDataSet) -> ResponseReturnValue:
    """Send the set for spreadsheets."""
    lines = as_csv(published, current_actor().at)
    return _file(lines, f"{published.name}.csv", "text/csv; charset=utf-8; header=present")


@blueprint.get("/open-data/<name>.json")
@public("open data is for everybody", load=set_named)
def download_json(published: OpenDataSet) -> ResponseReturnValue:
    """Send the set for programs."""
    return _file(as_json(published, current_actor().at), f"{published.name}.json", "application/json")


@blueprint.get("/open-data/<name>/dictionary.json")
@public("open data is for everybody", load=set_named)
def show_dictionary(published: OpenDataSet) -> ResponseReturnValue:
    """Send what the set and its columns mean."""
    return jsonify(dictionary_of(published))


def _file(lines: Iterator[str], name: str, content_type: str) -> Response:
    answer = Response(stream_with_context(lines), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="yoriai-{name}"'
    return answer
