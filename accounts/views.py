"""Sign-in pages."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from foundations.web.guards import public
from foundations.web.pages import render_page

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@public("whoever wants to sign in is not signed in yet")
def show_sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    return render_page("front_door/show_home.html")
