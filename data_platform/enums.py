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
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_ACTION = "unknown_action"
    COULD_NOT_DECIDE = "could_not_decide"


class Obligation(StrEnum):
    """What a permit asks besides what its rules ask."""

    ASK_FOR_EACH_PERSON = "ask_for_each_person"


class ApplicationState(StrEnum):
    """Where a use application stands."""

    FILED = "filed"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class PreCheck(StrEnum):
    """What the machine says to an application before people do; "abstain" leaves it to them alone."""

    APPROVE = "approve"
    DENY = "deny"
    ABSTAIN = "abstain"


DECIDED = "data_platform.decided"
"""The ledger's kind for a decision: the one act of this room on which no decision rests."""

PUBLIC_ACTS = frozenset(
    f"data_platform.{act}"
    for act in (
        "dataset_registered", "dataset_withdrawn", "application_filed", "application_denied", "grant_given",
        "grant_revoked",
    )
)  # fmt: skip
"""Acts that name no person: the ledger's export opens their entries."""
