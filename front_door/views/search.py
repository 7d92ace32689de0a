"""The search page."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from foundations.search.question import LONGEST_QUERY
from foundations.text_analysis.hygiene import clean_line
from foundations.web.guards import public
from foundations.web.pages import render_page
from foundations.web.paging import page_number
from front_door import presets
from front_door.queries import SEARCHABLE, search_public_records
from front_door.views.blueprint import blueprint


@blueprint.get("/search")
@public("only what everybody may read is found")
def search() -> ResponseReturnValue:
    """Show what answers a query."""
    query, kind = clean_line(request.args.get("q", ""))[:LONGEST_QUERY], _asked_kind()
    results = search_public_records(query, kind=kind, number=page_number()) if query else None
    return render_page(
        "front_door/search.html",
        query=query,
        kind=kind,
        longest_query=LONGEST_QUERY,
        kinds=presets.kind_labels(),
        results=results,
        hits=[presets.shown_hit(found, query) for found in results.page.items] if results else [],
    )


def _asked_kind() -> str | None:
    asked = request.args.get("kind", "")
    if asked and asked not in SEARCHABLE:
        abort(400)
    return asked or None
