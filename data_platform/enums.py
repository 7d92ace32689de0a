"""The words of the data platform."""

from enum import StrEnum


class Denial(StrEnum):
    """Why a use is denied. The order is that in which reasons are told."""

    UNKNOWN_DATASET = "unknown_dataset"
    UNKNOWN_PURPOSE = "unknown_purpose"
    PURPOSE_NOT_IN_FORCE = "purpose_not_in_force"
    UNKNOWN_KINDS = "unknown_kinds"
    SUSPENDED = "suspended"
    FORBIDDEN = "forbidden_by_rule"
    RULES_CONFLICT = "rules_conflict"
    NO_RULE = "no_rule"
    NO_GRANT = "no_grant"
    KINDS_NOT_GRANTED = "kinds_not_granted"
    STOP_USE = "stop_use"
    NO_CONSENT = "no_consent"
    CONSENT_ENDED = "consent_ended"
    VERSION_NOT_ACCEPTED = "version_not_accepted"
    KINDS_NOT_COVERED = "kinds_not_covered"


class Obligation(StrEnum):
    """What a permit asks besides what its rules ask."""

    ASK_FOR_EACH_PERSON = "ask_for_each_person"
