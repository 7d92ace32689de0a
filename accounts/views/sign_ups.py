"""Signing up, and confirming the address by a link in a mail."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.enums import CodePurpose
from accounts.errors import CodeNotAccepted
from accounts.forms.sign_ins import PlainForm
from accounts.forms.sign_ups import AddressForm, SignUpForm
from accounts.queries import person_with_code
from accounts.services import passwords
from accounts.services import sign_ups as services
from accounts.views.asking import client_address, with_errors
from accounts.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import public
from foundations.web.pages import render_page
from foundations.web.unit_of_work import begin_writing


@blueprint.get("/sign-up")
@public("anybody may have an account")
def show_sign_up() -> ResponseReturnValue:
    """Ask for what an account needs."""
    return render_page("accounts/show_sign_up.html", form=SignUpForm(formdata=None))


@blueprint.post("/sign-up")
@public("anybody may have an account", begins_late=True)
def sign_up() -> ResponseReturnValue:
    """Make the account and send the link; the answer is the same if the address is known already."""
    form = SignUpForm()
    if form.validate():
        with form.refusals():
            name, address = form.name.data or "", form.address.data or ""
            password_hash = passwords.hash_new_password(form.new_password.data or "", known_words=(name, address))
            begin_writing()
            services.sign_up(
                name=name,
                address=address,
                password_hash=password_hash,
                language=form.language.data,
                client_address=client_address(),
                at=current_actor().at,
            )
            return redirect(url_for(".show_sign_up_sent"), 303)
    return with_errors(render_page("accounts/show_sign_up.html", form=form), form)


@blueprint.get("/sign-up/sent")
@public("says the same to everybody")
def show_sign_up_sent() -> ResponseReturnValue:
    """Say what happens next, and offer to send the mail once more."""
    return render_page("accounts/show_sign_up_sent.html", form=AddressForm(formdata=None))


@blueprint.post("/address-confirmations")
@public("says the same to everybody")
def send_confirmation() -> ResponseReturnValue:
    """Send the link once more, if somebody waits for it."""
    form = AddressForm()
    if form.validate():
        with form.refusals():
            services.send_confirmation(
                address=form.address.data or "", client_address=client_address(), at=current_actor().at
            )
            flash(gettext("If this address waits to be confirmed, another mail is on its way."), "info")
            return redirect(url_for(".show_sign_up_sent"), 303)
    return with_errors(render_page("accounts/show_sign_up_sent.html", form=form), form)


@blueprint.get("/address-confirmations/<code>")
@public("the code is the proof")
def show_confirmation(code: str) -> ResponseReturnValue:
    """Show a button: programs that look through mail follow links, so following one does nothing."""
    person = person_with_code(code, CodePurpose.CONFIRM_ADDRESS, current_actor().at)
    if person is None:
        return render_page("accounts/show_dead_link.html", again_url=url_for(".show_sign_up_sent")), 410
    return render_page("accounts/show_confirmation.html", code=code, name=person.name, form=PlainForm(formdata=None))


@blueprint.post("/address-confirmations/<code>")
@public("the code is the proof")
def confirm_address(code: str) -> ResponseReturnValue:
    """Take the address as the person's."""
    try:
        services.confirm_address(code=code, at=current_actor().at)
    except CodeNotAccepted as refusal:
        return render_page("accounts/show_dead_link.html", again_url=url_for(".show_sign_up_sent")), refusal.status
    flash(gettext("Thank you. Your address is confirmed."), "success")
    return redirect("/" if current_actor().is_signed_in else url_for(".show_sign_in"), 303)
