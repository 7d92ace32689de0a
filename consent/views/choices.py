"""My data: what I am asked, what I answered, and the answers themselves."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.policies import is_person
from consent.charts import draw_map
from consent.enums import NoticeLanguage
from consent.errors import RecipientNotNamed
from consent.forms.choices import AnswerForm, PlainForm
from consent.models import ConsentRecord, Notice, Purpose, PurposeVersion
from consent.policies import may_answer
from consent.presets import OBJECTIONS, STATES, STOPS, TONES
from consent.queries.choices import recipients_answered, state_after
from consent.queries.overview import consent_lines, lines_for, stop_lines
from consent.queries.purposes import (
    names_of_kinds,
    newest_versions,
    published_purpose,
    purpose_with_slug,
    version_in_force,
)
from consent.queries.uses import uses_of
from consent.services import choices as services
from consent.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.languages import language
from foundations.web.pages import render_page

if TYPE_CHECKING:
    from accounts.models import Organisation

_LATEST_USES = 5


@blueprint.get("/consents")
@guard(is_person)
def list_consents() -> ResponseReturnValue:
    """Show who may use what of my data for what, and let me stop it."""
    actor = current_actor()
    lines = consent_lines(actor.person_id, actor.at)
    return render_page(
        "consent/list_consents.html",
        lines=lines,
        drawing=draw_map(lines),
        stops=stop_lines(actor.person_id),
        uses=uses_of(actor.person_id, 1, _LATEST_USES),
        kinds=names_of_kinds(),
        purposes=newest_versions(),
        button_form=PlainForm(formdata=None),
        **_words(),
    )


@blueprint.get("/consents/<slug>")
@guard(may_answer, load=published_purpose)
def show_consent(purpose: Purpose) -> ResponseReturnValue:
    """Show what I am asked, with the notice in the language I choose, and let me answer."""
    return _page(purpose, AnswerForm(formdata=None))


@blueprint.post("/consents/<slug>/consent")
@guard(may_answer, load=published_purpose)
def give_consent(purpose: Purpose) -> ResponseReturnValue:
    """Agree, kind by kind."""
    return _agree(purpose, services.give_consent)


@blueprint.post("/consents/<slug>/renewal")
@guard(may_answer, load=published_purpose)
def renew_consent(purpose: Purpose) -> ResponseReturnValue:
    """Agree anew, or to other kinds."""
    return _agree(purpose, services.renew_consent)


@blueprint.post("/consents/<slug>/refusal")
@guard(may_answer, load=published_purpose)
def refuse_consent(purpose: Purpose) -> ResponseReturnValue:
    """Say no."""
    form, actor = AnswerForm(), current_actor()
    if form.validate():
        with form.refusals():
            recipient = _recipient(purpose, form)
            made = services.refuse_consent(
                purpose=purpose, recipient=recipient, notice=form.digest, by=actor, at=actor.at
            )
            return _to_receipt(made)
    return _refused(purpose.slug, form)


@blueprint.post("/consents/<slug>/withdrawal")
@guard(may_answer, load=published_purpose)
def withdraw_consent(purpose: Purpose) -> ResponseReturnValue:
    """Take a consent back: one press, no question."""
    form, actor = AnswerForm(), current_actor()
    if form.validate():
        with form.refusals():
            recipient = _recipient(purpose, form)
            made = services.withdraw_consent(purpose=purpose, recipient=recipient, by=actor, at=actor.at)
            return _to_receipt(made)
    return _refused(purpose.slug, form)


def _agree(purpose: Purpose, act: Callable[..., ConsentRecord]) -> ResponseReturnValue:
    form, actor = AnswerForm(), current_actor()
    if form.validate():
        with form.refusals():
            recipient = _recipient(purpose, form)
            made = act(
                purpose=purpose, recipient=recipient, kinds=form.chosen, notice=form.digest, by=actor, at=actor.at
            )
            return _to_receipt(made)
    return _refused(purpose.slug, form)


def _recipient(purpose: Purpose, form: AnswerForm) -> "Organisation":
    found = recipients_answered(current_actor().person_id, purpose).get(form.recipient.data or "")
    if found is None:
        raise RecipientNotNamed
    return found


def _to_receipt(made: ConsentRecord) -> ResponseReturnValue:
    flash(gettext("Recorded. Here is your receipt."), "success")
    return redirect(url_for(".show_receipt", ledger_key=made.ledger_key), 303)


def _refused(slug: str, form: AnswerForm) -> ResponseReturnValue:
    purpose = purpose_with_slug(slug)  # anew: what was read before the refusal was undone with it
    if purpose is None:
        abort(404)
    return _page(purpose, form), form.answer_status


def _page(purpose: Purpose, form: AnswerForm) -> str:
    actor = current_actor()
    version = version_in_force(purpose, actor.at) or purpose.versions[-1]
    return render_page(
        "consent/show_consent.html",
        purpose=purpose,
        version=version,
        notice=_notice(version, form),
        lines=lines_for(actor.person_id, [purpose], actor.at),
        form=form,
        **_words(),
    )


def _notice(version: PurposeVersion, form: AnswerForm) -> Notice:
    """Return the notice that was answered if it still holds, else the one in the language asked for."""
    for notice in version.notices:
        if notice.digest == form.digest:
            return notice
    asked = request.args.get("notice", language())
    return version.notice_in(asked if asked in set(NoticeLanguage) else NoticeLanguage.JAPANESE)


def _words() -> dict[str, Any]:
    return {"states": STATES, "tones": TONES, "objections": OBJECTIONS, "stop_words": STOPS, "state_after": state_after}
