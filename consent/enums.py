"""The words of consent."""

from enum import StrEnum


class ConsentState(StrEnum):
    """Where a person's consent stands: the states of the Data Privacy Vocabulary (DPV 2, ``dpv:ConsentStatus``)."""

    UNKNOWN = "unknown"
    REQUESTED = "requested"
    DEFERRED = "request_deferred"
    REFUSED = "refused"
    GIVEN = "given"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"


class ConsentAct(StrEnum):
    """What is done to a consent: by the person, by who asks, or by another."""

    REQUEST = "request"
    DEFER = "defer"
    REFUSE = "refuse"
    GIVE = "give"
    RENEW = "renew"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"
    INVALIDATE = "invalidate"


class ChangeKind(StrEnum):
    """What a purpose's version does to the version before it; only a wider one must be agreed to anew."""

    FIRST = "first"
    WORDING = "wording"
    NARROWER = "narrower"
    WIDER = "wider"


class NoticeLanguage(StrEnum):
    """The languages in which every notice is written."""

    JAPANESE = "ja"
    ENGLISH = "en"
    EASY_JAPANESE = "ja@easy"


class StopCategory(StrEnum):
    """What a person can forbid for good: "never for …"."""

    ADVERTISING = "advertising"
    INSURANCE = "insurance"
    CREDIT = "credit_scoring"
    AI_TRAINING = "ai_training"
    POLITICS = "political_profiling"
    EVERYTHING = "everything"


class StopAct(StrEnum):
    """What is done to a standing stop-use."""

    STOP = "stop"
    LIFT = "lift"


class LegalGround(StrEnum):
    """On what ground a purpose may use data; each holds between dates that the council sets."""

    CONSENT = "consent"
    STATUTE = "statute"
    STATISTICS_ONLY = "statistics_only"
    NOT_PERSONAL = "not_personal"


class Objection(StrEnum):
    """Why a person's own decisions stand against a use."""

    NO_CONSENT = "no_consent"
    CONSENT_ENDED = "consent_ended"
    KINDS_NOT_COVERED = "kinds_not_covered"
    VERSION_NOT_ACCEPTED = "version_not_accepted"
    STOP_USE = "stop_use"
    PURPOSE_NOT_IN_FORCE = "purpose_not_in_force"


PUBLIC_ACTS = frozenset({"consent.purpose_published", "consent.purpose_retired"})
"""Acts that name no person: the ledger's export opens their entries."""
