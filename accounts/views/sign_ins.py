"""Signing in and out, proving oneself once more, and the list of one's own sign-ins."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import policies, presets
from accounts.errors import PasswordNotRight, SignInFailed
from accounts.forms.sign_ins import PlainForm, ReauthenticationForm, ReturningButton, SignInForm
from accounts.models import SignIn
from accounts.queries import own_sign_in, own_sign_ins, person_acting
from accounts.services import sign_ins as services
from accounts.views.asking import browser, client_address, go_on, with_errors, writing_person
from accounts.views.blueprint import blueprint
from foundations.settings import current_settings
from foundations.web.actors import current_actor, current_token, drop_token, keep_token, replace_token
from foundations.web.guards import guard, public
from foundations.web.kept_words import KeptWords
from foundations.web.pages import render_page
from foundations.web.redirects import safe_path
from foundations.web.unit_of_work import begin_writing, keep_so_far


@blueprint.get("/sign-in")
@public("whoever wants to sign in is not signed in yet")
def show_sign_in() -> ResponseReturnValue:
    """Ask for address and password; in the demonstration, for whom to be."""
    wanted = request.args.get("next")
    if current_actor().is_signed_in:
        return redirect(safe_path(wanted), 303)
    return _sign_in_page(SignInForm(formdata=None, next=wanted))


@blueprint.post("/sign-in")
@public("whoever wants to sign in is not signed in yet", begins_late=True)
def sign_in() -> ResponseReturnValue:
    """Open a sign-in and go where the person was going."""
    form = SignInForm()
    if form.validate():
        with form.refusals():
            proof = services.check_password(
                address=form.address.data or "",
                password=form.password.data or "",
                client_address=client_address(),
                at=current_actor().at,
            )
            begin_writing()
            token = services.sign_in(proof=proof, browser=browser(), at=current_actor().at, replaces=current_token())
            if token is not None:
                keep_token(token)
                return go_on(form)
            keep_so_far()
            form.add_refusal(SignInFailed())
    return with_errors(_sign_in_page(form), form)


@blueprint.post("/sign-out")
@public("signing out twice does no harm")
def sign_out() -> ResponseReturnValue:
    """End this sign-in on the server and forget it in the browser."""
    services.sign_out(token=current_token(), at=current_actor().at)
    drop_token()
    flash(gettext("You have signed out."), "success")
    return redirect("/", 303)


@blueprint.get("/re-authentication")
@guard(policies.is_person)
def show_reauthentication() -> ResponseReturnValue:
    """Ask for the password once more, before something weighty."""
    return _reauthentication_page(ReauthenticationForm(formdata=None, next=request.args.get("next")))


@blueprint.post("/re-authentication")
@guard(policies.is_person, begins_late=True)
def reauthenticate() -> ResponseReturnValue:
    """Note that the person is there in person, and go on."""
    if _needs_no_password():
        return _reauthenticate_persona()
    form = ReauthenticationForm()
    if form.validate():
        with form.refusals():
            person = person_acting(current_actor())
            proof = services.check_password(
                address=person.address,
                password=form.password.data or "",
                client_address=client_address(),
                at=current_actor().at,
            )
            actor = writing_person()
            token = services.reauthenticate(sign_in_id=actor.sign_in_id or 0, proof=proof, at=actor.at)
            if token is not None:
                replace_token(token)
                return go_on(form)
            keep_so_far()
            form.add_refusal(PasswordNotRight())
    return with_errors(_reauthentication_page(form), form)


@blueprint.get("/my/sign-ins")
@guard(policies.is_person)
def list_sign_ins() -> ResponseReturnValue:
    """Show where one is signed in."""
    actor = current_actor()
    return render_page(
        "accounts/list_sign_ins.html",
        sign_ins=own_sign_ins(actor),
        current_id=actor.sign_in_id,
        button_form=PlainForm(formdata=None),
    )


@blueprint.post("/my/sign-ins/<int:sign_in_id>/end")
@guard(policies.is_person_of, load=own_sign_in)
def end_sign_in(opened: SignIn) -> ResponseReturnValue:
    """End one of one's sign-ins."""
    services.end_sign_in(sign_in=opened, at=current_actor().at)
    flash(gettext("That sign-in has ended."), "success")
    return redirect(url_for(".list_sign_ins"), 303)


@blueprint.post("/my/sign-ins/others/end")
@guard(policies.is_person)
def end_other_sign_ins() -> ResponseReturnValue:
    """End all of one's sign-ins but this one."""
    actor = current_actor()
    services.end_other_sign_ins(person_id=actor.person_id, keep=actor.sign_in_id, at=actor.at)
    flash(gettext("All your other sign-ins have ended."), "success")
    return redirect(url_for(".list_sign_ins"), 303)


def sign_in_again_page(words: KeptWords) -> str:
    """Ask whoever sent ``words`` too late to sign in; they go along."""
    return _sign_in_page(SignInForm(formdata=None, next=words.page, kept_words=words.seal))


def prove_again_page(words: KeptWords) -> str:
    """Ask whoever sent ``words`` to prove themselves anew; they go along."""
    return _reauthentication_page(ReauthenticationForm(formdata=None, next=words.page, kept_words=words.seal))


def _sign_in_page(form: SignInForm) -> str:
    words, is_demonstration = form.words, current_settings().is_demonstration
    return render_page(
        "accounts/show_sign_in.html" if words is None else "accounts/sign_in_again.html",
        form=form,
        words=words,
        demonstration_url=presets.demonstration_url(form.path) if is_demonstration else None,
    )


def _needs_no_password() -> bool:
    return current_settings().is_demonstration and person_acting(current_actor()).persona is not None


def _reauthenticate_persona() -> ResponseReturnValue:
    actor = writing_person()
    replace_token(services.reauthenticate_persona(sign_in_id=actor.sign_in_id or 0, at=actor.at))
    return go_on(ReturningButton())


def _reauthentication_page(form: ReauthenticationForm) -> str:
    words = form.words
    return render_page(
        "accounts/show_reauthentication.html" if words is None else "accounts/prove_again.html",
        form=form,
        words=words,
        needs_password=not _needs_no_password(),
    )
