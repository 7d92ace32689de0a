"""Who holds which office: for everybody, and one's own."""

from flask.typing import ResponseReturnValue

from accounts import policies, presets
from accounts.queries import offices_held, own_grants
from accounts.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from foundations.web.paging import page_number


@blueprint.get("/offices")
@public("who holds a public office is for everybody to know")
def list_offices() -> ResponseReturnValue:
    """Show all public offices held now."""
    page = offices_held(current_actor().at, page_number())
    return render_page("accounts/list_offices.html", page=page, offices=presets.named_grants(page.items))


@blueprint.get("/my/roles")
@guard(policies.is_person)
def list_roles() -> ResponseReturnValue:
    """Show one's own offices: held now, to come, and past."""
    actor = current_actor()
    return render_page("accounts/list_roles.html", roles=presets.named_grants(own_grants(actor)), at=actor.at)
