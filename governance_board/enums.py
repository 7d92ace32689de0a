"""The words of the council."""

from enum import StrEnum


class Sector(StrEnum):
    """Whom a seat speaks for."""

    GOVERNMENT = "government"
    COMPANY = "company"
    CITIZEN = "citizen"
    EXPERT = "expert"


class Formula(StrEnum):
    """What a motion needs to carry, declared before the vote."""

    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"
    DOUBLE_MAJORITY = "double_majority"
    NO_OBJECTION = "no_objection"


class Vote(StrEnum):
    """How a seat voted."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Effect(StrEnum):
    """What a rule does to the uses it names."""

    PERMIT = "permit"
    FORBID = "forbid"


class Failing(StrEnum):
    """Why a motion did not carry."""

    NO_QUORUM = "no_quorum"
    NO_SECTOR_QUORUM = "no_sector_quorum"
    NOT_ENOUGH_YES = "not_enough_yes"
    SECTOR_AGAINST = "sector_against"
    OBJECTION = "objection"


class Standing(StrEnum):
    """How a person holds a seat: as its member, or in the member's place."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"


class Part(StrEnum):
    """What a party does about a responsibility (RACI)."""

    RESPONSIBLE = "responsible"
    ACCOUNTABLE = "accountable"
    CONSULTED = "consulted"
    INFORMED = "informed"


class Party(StrEnum):
    """A column of the role matrix."""

    COUNCIL = "council"
    SECRETARIAT = "secretariat"
    PROVIDER = "provider"
    USER = "user"
    PRIVACY_OFFICER = "privacy_officer"
    AUDITOR = "auditor"


class MotionKind(StrEnum):
    """What the council is asked to do."""

    ENACT_RULE = "enact_rule"
    AMEND_RULE = "amend_rule"
    REPEAL_RULE = "repeal_rule"
    RATIFY_SUSPENSION = "ratify_suspension"
    LIFT_SUSPENSION = "lift_suspension"
    RESOLUTION = "resolution"


WITH_TERMS = frozenset({MotionKind.ENACT_RULE, MotionKind.AMEND_RULE})
"""Motions that put a text and terms into force, which therefore need a date of force and a review date."""

ABOUT_A_RULE = frozenset({MotionKind.AMEND_RULE, MotionKind.REPEAL_RULE})
ABOUT_A_SUSPENSION = frozenset({MotionKind.RATIFY_SUSPENSION, MotionKind.LIFT_SUSPENSION})


class MotionState(StrEnum):
    """Where a motion stands; it follows from what was written, and is never set."""

    SUBMITTED = "submitted"
    VOTING = "voting"
    LOST = "lost"
    CARRIED = "carried"
    CARRIED_OUT = "carried_out"
    WITHDRAWN = "withdrawn"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CONVENED = "convened"
    OPEN = "open"
    CLOSED = "closed"


class InterestKind(StrEnum):
    """What ties a member to a motion. Facts that anybody can check recuse by themselves; another tie is weighed."""

    EMPLOYMENT = "employment"
    FUNDING = "funding"
    APPLICANT = "applicant"
    OTHER = "other"


RECUSING = frozenset({InterestKind.EMPLOYMENT, InterestKind.FUNDING, InterestKind.APPLICANT})


class RuleChange(StrEnum):
    """What an act of the council did to a rule."""

    ENACTED = "enacted"
    AMENDED = "amended"
    REPEALED = "repealed"


class Target(StrEnum):
    """What can be suspended."""

    DATASET = "dataset"
    PURPOSE = "purpose"


PUBLIC_ACTS = frozenset(
    f"governance_board.{act}"
    for act in (
        "meeting_convened", "meeting_opened", "meeting_closed", "minutes_published", "motion_submitted",
        "motion_amended", "motion_withdrawn", "recused", "roles_published", "rule_enacted", "rule_amended",
        "rule_repealed", "suspended", "suspension_ratified", "suspension_lifted", "vote_opened", "vote_cast",
        "vote_closed",
    )
)  # fmt: skip
"""Acts of a public body: the ledger's export opens their entries."""
