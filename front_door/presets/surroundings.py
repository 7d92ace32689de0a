"""What stands around every page: navigation, account links, footer."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
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
    return {"navigation": navigation(), "account_links": account_links(), "footer_links": footer_links()}


def navigation() -> list[Link]:
    """Return the main navigation."""
    return _links(
        (gettext("Home"), "front_door.show_home"),
        (gettext("Idea contests"), "contest.list_contests"),
        (gettext("Open data"), "front_door.show_open_data"),
        (gettext("The record"), "ledger.show_ledger"),
        (gettext("About"), "front_door.show_about"),
    )


def account_links() -> list[Link]:
    """Return what the account corner offers to a visitor or a person."""
    if not current_actor().is_signed_in:
        return [
            Link(gettext("Sign in"), url_for("accounts.show_sign_in", next=path_to_return_to())),
            Link(gettext("Create an account"), url_for("accounts.show_sign_up")),
        ]
    return [
        *_links((gettext("My page"), "front_door.show_my_page"), (gettext("Your account"), "accounts.show_profile")),
        Link(gettext("Sign out"), url_for("accounts.sign_out"), method="post"),
    ]


def footer_links() -> list[Link]:
    """Return what stands at the foot of every page."""
    demonstration = [(gettext("Mails of the demonstration"), "front_door.list_mails")]
    return _links(
        (gettext("What we promise"), "front_door.show_about"),
        (gettext("Accessibility"), "front_door.show_accessibility"),
        (gettext("Open data"), "front_door.show_open_data"),
        (gettext("The record"), "ledger.show_ledger"),
        (gettext("Who holds which office"), "accounts.list_offices"),
        *(demonstration if current_app.config["DEMONSTRATION_MODE"] else ()),
    )


def _links(*entries: tuple[str, str]) -> list[Link]:
    return [Link(label, url_for(endpoint), request.endpoint == endpoint) for label, endpoint in entries]
