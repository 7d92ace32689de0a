"""The words of consent as pages and mails show them."""

from collections.abc import Mapping

from consent.enums import ChangeKind, ConsentState, LegalGround, Objection, StopCategory
from foundations.words import N_

STATES: Mapping[ConsentState, str] = {
    ConsentState.UNKNOWN: N_("Not answered yet"),
    ConsentState.REQUESTED: N_("You are asked"),
    ConsentState.DEFERRED: N_("You put it off"),
    ConsentState.REFUSED: N_("You refused"),
    ConsentState.GIVEN: N_("You agreed"),
    ConsentState.RENEWED: N_("You agreed (renewed)"),
    ConsentState.WITHDRAWN: N_("You withdrew"),
    ConsentState.REVOKED: N_("Ended by the holder of the data"),
    ConsentState.EXPIRED: N_("Expired"),
    ConsentState.INVALIDATED: N_("Declared invalid"),
}

TONES: Mapping[ConsentState, str] = {ConsentState.GIVEN: "success", ConsentState.RENEWED: "success"}
"""The colours of states; all others are neutral: a no is as good an answer as a yes."""

STOPS: Mapping[StopCategory, str] = {
    StopCategory.ADVERTISING: N_("Never for advertising"),
    StopCategory.INSURANCE: N_("Never for insurance"),
    StopCategory.CREDIT: N_("Never for judging my credit"),
    StopCategory.AI_TRAINING: N_("Never for training artificial intelligence"),
    StopCategory.POLITICS: N_("Never for guessing my political views"),
    StopCategory.EVERYTHING: N_("Never for anything"),
}

GROUNDS: Mapping[LegalGround, str] = {
    LegalGround.CONSENT: N_("Your consent"),
    LegalGround.STATUTE: N_("A law"),
    LegalGround.STATISTICS_ONLY: N_("Statistics only"),
    LegalGround.NOT_PERSONAL: N_("No personal data"),
}

CHANGES: Mapping[ChangeKind, str] = {
    ChangeKind.FIRST: N_("First version"),
    ChangeKind.WORDING: N_("Other words, the same extent"),
    ChangeKind.NARROWER: N_("Asks for less"),
    ChangeKind.WIDER: N_("Asks for more: whoever agreed before is asked anew"),
}

OBJECTIONS: Mapping[Objection, str] = {
    Objection.NO_CONSENT: N_("You have not agreed to this."),
    Objection.CONSENT_ENDED: N_("Your consent has ended."),
    Objection.KINDS_NOT_COVERED: N_("You have not agreed to every kind of data that is asked for."),
    Objection.VERSION_NOT_ACCEPTED: N_(
        "The purpose now asks for more than what you agreed to, so your earlier answer does not count for it."
    ),
    Objection.STOP_USE: N_("You stopped this kind of use, and that outranks every consent."),
    Objection.PURPOSE_NOT_IN_FORCE: N_("The purpose is not in force."),
}
"""What stands against a use, as the person is told."""
