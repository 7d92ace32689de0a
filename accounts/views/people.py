"""How one appears to others."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import policies
from accounts.forms.sign_ups import ProfileForm
from accounts.queries import person_acting
from accounts.services import people as services
from accounts.views.asking import with_errors
from accounts.views.blueprint import blueprint
from foundations.web.actors import current_actor, forget_actor
from foundations.web.guards import guard
from foundations.web.languages import prefer_language
from foundations.web.pages import render_page


@blueprint.get("/my/profile")
@guard(policies.is_person)
def show_profile() -> ResponseReturnValue:
    """Show name and language for changing."""
    person = person_acting(current_actor())
    return render_page(
        "accounts/show_profile.html", form=ProfileForm(formdata=None, obj=person), address=person.address
    )


@blueprint.post("/my/profile")
@guard(policies.is_person)
def change_profile() -> ResponseReturnValue:
    """Change name and language."""
    form, person = ProfileForm(), person_acting(current_actor())
    if not form.validate():
        return with_errors(render_page("accounts/show_profile.html", form=form, address=person.address), form)
    services.change_profile(person=person, name=form.name.data or "", language=form.language.data)
    forget_actor()
    prefer_language(person.language)
    flash(gettext("Your changes are saved."), "success")
    return redirect(url_for(".show_profile"), 303)
