"""The administrator's room: what the machine does by itself, and what needs somebody to look."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.methods import Actor
from accounts.policies import may_operate
from foundations.mail import given_up
from foundations.mail.models import OutgoingMail
from foundations.web.actors import current_actor
from foundations.web.forms import Form
from foundations.web.guards import guard
from foundations.web.pages import render_page
from foundations.web.paging import page_number
from front_door.queries import operations_at
from front_door.views.blueprint import blueprint


def mail_given_up(_actor: Actor, mail_id: int) -> OutgoingMail | None:
    """Return the mail if it waits for an operator."""
    return given_up.given_up_mail(mail_id)


@blueprint.get("/operations")
@guard(may_operate)
def show_operations() -> ResponseReturnValue:
    """Show how jobs, search and mail stand."""
    return render_page(
        "front_door/show_operations.html",
        operations=operations_at(current_actor().at, page_number()),
        form=Form(formdata=None),
    )


@blueprint.post("/operations/mails/<int:mail_id>/another-attempt")
@guard(may_operate, load=mail_given_up)
def send_mail_again(mail: OutgoingMail) -> ResponseReturnValue:
    """Put a mail that was given up back among those that wait."""
    actor = current_actor()
    given_up.send_again(mail=mail, by=actor.person_id, at=actor.at)
    flash(gettext("The mail is on its way once more."), "success")
    return redirect(url_for(".show_operations"), 303)


@blueprint.post("/operations/mails/<int:mail_id>/letting-go")
@guard(may_operate, load=mail_given_up)
def let_mail_go(mail: OutgoingMail) -> ResponseReturnValue:
    """Take a mail off the list: it will not arrive, and somebody knows."""
    actor = current_actor()
    given_up.let_go(mail=mail, by=actor.person_id, at=actor.at)
    flash(gettext("The mail is off the list. It will not be sent."), "success")
    return redirect(url_for(".show_operations"), 303)
