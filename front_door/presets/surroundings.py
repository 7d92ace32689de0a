"""What stands around every page: navigation, account links, footer."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.redirects import path_to_return_to


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; ``is_current`` on the page it leads to."""

    label: str
    url: str
    is_current: bool = False
    method: str = "get"


def surroundings() -> dict[str, Any]:
    """Return what the layout shows on every page."""
    return {"navigation": navigation(), "account_links": account_links()}


def navigation() -> list[Link]:
    """Return the main navigation."""
    entries = ((gettext("Home"), "front_door.show_home"),)
    return [Link(label, url_for(endpoint), request.endpoint == endpoint) for label, endpoint in entries]


def account_links() -> list[Link]:
    """Return what the account corner offers to a visitor or a person."""
    if not current_actor().is_signed_in:
        return [
            Link(gettext("Sign in"), url_for("accounts.show_sign_in", next=path_to_return_to())),
            Link(gettext("Create an account"), url_for("accounts.show_sign_up")),
        ]
    return [
        Link(gettext("Your account"), url_for("accounts.show_profile")),
        Link(gettext("Sign-ins"), url_for("accounts.list_sign_ins")),
        Link(gettext("Sign out"), url_for("accounts.sign_out"), method="post"),
    ]
