"""The record of uses: who used my data, or was refused it."""

from flask.typing import ResponseReturnValue

from accounts.policies import is_person
from consent.queries.purposes import names_of_kinds, newest_versions
from consent.queries.uses import uses_of
from consent.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page
from foundations.web.paging import page_number


@blueprint.get("/consents/uses")
@guard(is_person)
def list_uses() -> ResponseReturnValue:
    """Show my record of uses, the latest first."""
    return render_page(
        "consent/list_uses.html",
        page=uses_of(current_actor().person_id, page_number()),
        kinds=names_of_kinds(),
        purposes=newest_versions(),
    )
