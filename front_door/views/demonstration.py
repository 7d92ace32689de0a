"""The demonstration's own pages: whom to be, and the mails that would have been sent."""

from flask import abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from accounts.services.sign_ins import sign_in_persona
from foundations.mail.outbox import mails_for_demonstration
from foundations.web.actors import current_actor, current_token, keep_token
from foundations.web.guards import public
from foundations.web.kept_words import kept_words_page, unsealed
from foundations.web.languages import language, prefer_language
from foundations.web.pages import render_page
from foundations.web.unit_of_work import begin_writing
from front_door import presets
from front_door.forms import PersonaForm
from front_door.views.blueprint import blueprint

MAILS = 20
_MOST_DIGITS = 12


@blueprint.get("/demo")
@public("whoever wants to try the demonstration is not signed in yet")
def show_demonstration() -> ResponseReturnValue:
    """Show the people one may be."""
    _refuse_elsewhere()
    return _personas_page(PersonaForm(formdata=None, next=request.args.get("next")))


@blueprint.post("/demo")
@public("whoever wants to try the demonstration is not signed in yet", begins_late=True)
def show_demonstration_with_words() -> ResponseReturnValue:
    """Show them to somebody whose sign-in ended while they wrote; what they had written goes along."""
    _refuse_elsewhere()
    return _personas_page(PersonaForm())


@blueprint.post("/demo/sign-in")
@public("the demonstration's people have no passwords", begins_late=True)
def sign_in_as_persona() -> ResponseReturnValue:
    """Sign in as one of them and go where there is something to do."""
    _refuse_elsewhere()
    form = PersonaForm()
    if not form.validate():
        return _personas_page(form), 422
    begin_writing()
    reading = language()  # a visitor who reads English goes on doing so, whoever they become
    token = sign_in_persona(
        persona=form.persona.data or "",
        at=current_actor().at,
        browser=request.headers.get("User-Agent", ""),
        replaces=current_token(),
    )
    prefer_language(reading)
    keep_token(token)
    words = unsealed(form.kept_words.data)
    if words is not None:
        return kept_words_page(words)
    return redirect(form.next.data or presets.first_page(form.persona.data or ""), 303)


@blueprint.get("/demo/mail")
@public("the demonstration's mails go to invented people")
def list_mails() -> ResponseReturnValue:
    """Show the mails, the newest first."""
    _refuse_elsewhere()
    before = _asked_before()
    mails = mails_for_demonstration(limit=MAILS + 1, before=before)
    return render_page(
        "front_door/list_mails.html",
        mails=[presets.ShownMail.of(mail) for mail in mails[:MAILS]],
        next_before=mails[MAILS - 1].id if len(mails) > MAILS else None,
        is_first=before is None,
    )


def _asked_before() -> int | None:
    """Return the number of the last mail on the page above; anything but a plain number is a bad request."""
    asked = request.args.get("before")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit()) or len(asked) > _MOST_DIGITS:
        abort(400)
    return int(asked)


def _refuse_elsewhere() -> None:
    if not current_app.config["DEMONSTRATION_MODE"]:
        abort(404)


def _personas_page(form: PersonaForm) -> str:
    return render_page("front_door/show_demonstration.html", form=form, groups=presets.persona_groups())
