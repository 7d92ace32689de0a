"""Choosing another password: because the old one is forgotten, or because one wants to."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import policies
from accounts.enums import CodePurpose
from accounts.errors import CodeNotAccepted, PasswordNotRight
from accounts.forms.passwords import ChangePasswordForm, NewPasswordForm
from accounts.forms.sign_ups import AddressForm
from accounts.queries import person_acting, person_with_code
from accounts.services import passwords as services
from accounts.services.sign_ins import check_password
from accounts.views.asking import client_address, with_errors, writing_person
from accounts.views.blueprint import blueprint
from foundations.web.actors import current_actor, drop_token, replace_token
from foundations.web.guards import guard, public
from foundations.web.pages import render_page
from foundations.web.unit_of_work import begin_writing, keep_so_far


@blueprint.get("/password-reset")
@public("whoever forgot a password cannot sign in")
def show_password_reset() -> ResponseReturnValue:
    """Ask for the address."""
    return render_page("accounts/show_password_reset.html", form=AddressForm(formdata=None))


@blueprint.post("/password-reset")
@public("whoever forgot a password cannot sign in")
def request_password_reset() -> ResponseReturnValue:
    """Send a link, if the address is known; the answer is the same if it is not."""
    form = AddressForm()
    if form.validate():
        with form.refusals():
            services.request_password_reset(
                address=form.address.data or "", client_address=client_address(), at=current_actor().at
            )
            return redirect(url_for(".show_password_reset_sent"), 303)
    return with_errors(render_page("accounts/show_password_reset.html", form=form), form)


@blueprint.get("/password-reset/sent")
@public("says the same to everybody")
def show_password_reset_sent() -> ResponseReturnValue:
    """Say what happens next."""
    return render_page("accounts/show_password_reset_sent.html")


@blueprint.get("/password-reset/<code>")
@public("the code is the proof")
def show_new_password(code: str) -> ResponseReturnValue:
    """Ask for the new password; following the link uses nothing up."""
    if person_with_code(code, CodePurpose.RESET_PASSWORD, current_actor().at) is None:
        return _dead_link()
    return render_page("accounts/show_new_password.html", code=code, form=NewPasswordForm(formdata=None))


@blueprint.post("/password-reset/<code>")
@public("the code is the proof", begins_late=True)
def reset_password(code: str) -> ResponseReturnValue:
    """Put the new password in place; whoever was signed in is out."""
    form = NewPasswordForm()
    person = person_with_code(code, CodePurpose.RESET_PASSWORD, current_actor().at)
    if person is None:
        return _dead_link()
    if form.validate():
        with form.refusals():
            password_hash = services.hash_new_password(
                form.new_password.data or "", known_words=(person.name, person.address)
            )
            begin_writing()
            services.reset_password(code=code, password_hash=password_hash, at=current_actor().at)
            drop_token()
            flash(gettext("Your new password is set. Please sign in with it."), "success")
            return redirect(url_for(".show_sign_in"), 303)
    return with_errors(render_page("accounts/show_new_password.html", code=code, form=form), form)


@blueprint.get("/my/password")
@guard(policies.is_person)
def show_password_change() -> ResponseReturnValue:
    """Ask for the present password and the new one."""
    return _change_page(ChangePasswordForm(formdata=None))


@blueprint.post("/my/password")
@guard(policies.is_person, begins_late=True)
def change_password() -> ResponseReturnValue:
    """Change the password; all other sign-ins end and this one gets another token."""
    form = ChangePasswordForm()
    if form.validate():
        with form.refusals():
            person = person_acting(current_actor())
            password_hash = services.hash_new_password(
                form.new_password.data or "", known_words=(person.name, person.address)
            )
            proof = check_password(
                address=person.address,
                password=form.password.data or "",
                client_address=client_address(),
                at=current_actor().at,
            )
            actor = writing_person()
            token = services.change_password(
                proof=proof, sign_in_id=actor.sign_in_id or 0, password_hash=password_hash, at=actor.at
            )
            if token is not None:
                replace_token(token)
                flash(gettext("Your password is changed. All your other sign-ins have ended."), "success")
                return redirect(url_for(".list_sign_ins"), 303)
            keep_so_far()
            form.add_refusal(PasswordNotRight())
    return with_errors(_change_page(form), form)


def _change_page(form: ChangePasswordForm) -> str:
    has_password = person_acting(current_actor()).password_hash is not None
    return render_page("accounts/show_password_change.html", form=form, has_password=has_password)


def _dead_link() -> ResponseReturnValue:
    page = render_page("accounts/show_dead_link.html", again_url=url_for(".show_password_reset"))
    return page, CodeNotAccepted.status
