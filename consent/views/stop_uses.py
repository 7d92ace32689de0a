"""Never for …: standing stop-uses, each one press to set and one to lift."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.methods import Actor
from consent.enums import StopCategory
from consent.policies import may_stop
from consent.services import stop_uses as services
from consent.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard


def category_called(_actor: Actor, category: str) -> StopCategory | None:
    """Return the category of that name in addresses."""
    return {str(one).replace("_", "-"): one for one in StopCategory}.get(category)


@blueprint.post("/consents/stop-uses/<category>")
@guard(may_stop, load=category_called)
def stop_use(category: StopCategory) -> ResponseReturnValue:
    """Forbid a category for good."""
    services.stop_use(category=category, by=current_actor(), at=current_actor().at)
    flash(gettext("Stopped. From now on no use in this category is permitted."), "success")
    return redirect(url_for(".list_consents", _anchor="stop-uses"), 303)


@blueprint.post("/consents/stop-uses/<category>/lifting")
@guard(may_stop, load=category_called)
def lift_stop_use(category: StopCategory) -> ResponseReturnValue:
    """Take a stop-use back."""
    services.lift_stop_use(category=category, by=current_actor(), at=current_actor().at)
    flash(gettext("Lifted. Your consents count again in this category."), "success")
    return redirect(url_for(".list_consents", _anchor="stop-uses"), 303)
