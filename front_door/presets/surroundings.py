"""What stands around every page: navigation, account links, footer."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app, request, url_for
from flask_babel import gettext

from foundations.web.actors import current_actor
from foundations.web.languages import language
from foundations.web.redirects import path_to_return_to

_MORE_THAN_ALL_PLACES = 2_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; ``is_current`` on the page it leads to."""

    label: str
    url: str
    is_current: bool = False
    method: str = "get"


def surroundings() -> dict[str, Any]:
    """Return what the layout shows on every page."""
    place = _Place(
        language(), request.endpoint, request.root_path, is_demonstration=current_app.config["DEMONSTRATION_MODE"]
    )
    return {"navigation": _navigation(place), "account_links": account_links(place), "footer_links": _footer(place)}


class _Place(NamedTuple):
    """All that decides how the links of a page look: nothing of who reads it."""

    language: str
    endpoint: str | None
    root_path: str
    is_demonstration: bool


# Putting the same fourteen links together for each page took a fifteenth of it.
@lru_cache(maxsize=_MORE_THAN_ALL_PLACES)
def _navigation(place: _Place) -> tuple[Link, ...]:
    return _links(
        place,
        (gettext("Home"), "front_door.show_home"),
        (gettext("Idea contests"), "contest.list_contests"),
        (gettext("Workshops"), "workshops.list_workshops"),
        (gettext("Council"), "governance_board.show_council"),
        (gettext("Rules"), "governance_board.list_rules"),
        (gettext("Open data"), "front_door.show_open_data"),
        (gettext("The record"), "ledger.show_ledger"),
        (gettext("About"), "front_door.show_about"),
    )


def account_links(place: _Place) -> tuple[Link, ...]:
    """Return what the account corner offers to a visitor or a person."""
    if current_actor().is_signed_in:
        return _links_of_a_person(place)
    sign_in, sign_up = _links_of_a_visitor(place)
    return Link(sign_in.label, url_for("accounts.show_sign_in", next=path_to_return_to())), sign_up


@lru_cache(maxsize=_MORE_THAN_ALL_PLACES)
def _links_of_a_visitor(place: _Place) -> tuple[Link, ...]:
    return _links(
        place,
        (gettext("Sign in"), "accounts.show_sign_in"),
        (gettext("Create an account"), "accounts.show_sign_up"),
    )


@lru_cache(maxsize=_MORE_THAN_ALL_PLACES)
def _links_of_a_person(place: _Place) -> tuple[Link, ...]:
    return (
        *_links(
            place,
            (gettext("My page"), "front_door.show_my_page"),
            (gettext("My data"), "consent.list_consents"),
            (gettext("Your account"), "accounts.show_profile"),
        ),
        Link(gettext("Sign out"), url_for("accounts.sign_out"), method="post"),
    )


@lru_cache(maxsize=_MORE_THAN_ALL_PLACES)
def _footer(place: _Place) -> tuple[Link, ...]:
    demonstration = [(gettext("Mails of the demonstration"), "front_door.list_mails")]
    return _links(
        place,
        (gettext("What we promise"), "front_door.show_about"),
        (gettext("Accessibility"), "front_door.show_accessibility"),
        (gettext("Open data"), "front_door.show_open_data"),
        (gettext("The record"), "ledger.show_ledger"),
        (gettext("Who holds which office"), "accounts.list_offices"),
        (gettext("What data is used for"), "consent.list_purposes"),
        *(demonstration if place.is_demonstration else ()),
    )


def _links(place: _Place, *entries: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(label, url_for(endpoint), place.endpoint == endpoint) for label, endpoint in entries)
