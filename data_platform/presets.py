"""What the platform says to people: a sentence for each reason, in both languages of the record."""

from collections.abc import Mapping
from functools import cache

from flask_babel import force_locale, gettext

from data_platform.enums import Denial
from data_platform.methods.standings import Decision
from foundations.words import N_

LANGUAGES = ("ja", "en")
PERMITTED = N_("Permitted: a rule allows this use, a grant covers it, and nobody concerned objects.")

DENIALS: Mapping[Denial, str] = {
    Denial.UNKNOWN_DATASET: N_("Denied: there is no dataset of this name."),
    Denial.UNKNOWN_PURPOSE: N_("Denied: no purpose of this name is in force."),
    Denial.PURPOSE_NOT_IN_FORCE: N_("Denied: this purpose is not in force."),
    Denial.UNKNOWN_KINDS: N_("Denied: the dataset does not hold these kinds of data."),
    Denial.SUSPENDED: N_("Denied: the council has suspended this dataset or purpose."),
    Denial.FORBIDDEN: N_("Denied: a rule of the council forbids this use."),
    Denial.RULES_CONFLICT: N_("Denied: two rules contradict each other, and the one that forbids counts."),
    Denial.NO_RULE: N_("Denied: no rule in force allows this use."),
    Denial.NO_GRANT: N_("Denied: the organisation has no grant for this use."),
    Denial.KINDS_NOT_GRANTED: N_("Denied: the grant does not cover these kinds of data."),
    Denial.STOP_USE: N_("Denied: the person has stopped uses of this sort."),
    Denial.NO_CONSENT: N_("Denied: the person has not agreed to this use."),
    Denial.CONSENT_ENDED: N_("Denied: the person's consent was withdrawn or has expired."),
    Denial.VERSION_NOT_ACCEPTED: N_("Denied: the purpose has changed since the person agreed to it."),
    Denial.KINDS_NOT_COVERED: N_("Denied: the person's consent does not cover these kinds of data."),
    Denial.UNKNOWN_PERSON: N_("Denied: nobody stands under this identifier in the dataset."),
    Denial.UNKNOWN_ACTION: N_("Denied: data can be used here, and nothing else be done with it."),
    Denial.COULD_NOT_DECIDE: N_("Denied: it could not be decided at present whether this use is allowed."),
}


@cache
def sentence(code: Denial | None, language: str) -> str:
    """Return what a reason, or a permit (None), says in a language, whoever reads it."""
    with force_locale(language):
        return gettext(PERMITTED if code is None else DENIALS[code])


def sentences(decision: Decision, language: str) -> str:
    """Return all that a decision says in a language."""
    codes: list[Denial | None] = [reason.denial for reason in decision.reasons]
    return ("" if language == "ja" else " ").join(sentence(code, language) for code in codes or [None])
