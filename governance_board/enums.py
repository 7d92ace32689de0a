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
