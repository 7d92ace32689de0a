"""The council's words in the reader's language."""

from flask_babel import gettext

from foundations.words import N_
from governance_board.enums import (
    Effect,
    Failing,
    Formula,
    InterestKind,
    MeetingState,
    MotionKind,
    MotionState,
    Part,
    Party,
    RuleChange,
    Sector,
    Target,
    Vote,
)

_SECTORS = {
    Sector.GOVERNMENT: N_("Government"),
    Sector.COMPANY: N_("Companies"),
    Sector.CITIZEN: N_("Citizens"),
    Sector.EXPERT: N_("Experts"),
}
_FORMULAS = {
    Formula.MAJORITY: N_("Majority"),
    Formula.TWO_THIRDS: N_("Two thirds"),
    Formula.DOUBLE_MAJORITY: N_("Double majority"),
    Formula.NO_OBJECTION: N_("No objection"),
}
_FORMULA_NOTES = {
    Formula.MAJORITY: N_("Carried with more yes than no. Abstentions are not counted as votes."),
    Formula.TWO_THIRDS: N_("Carried if yes is at least two thirds of yes and no."),
    Formula.DOUBLE_MAJORITY: N_("Carried with more yes than no, overall and in every sector that can vote."),
    Formula.NO_OBJECTION: N_("Carried if nobody says no and somebody says yes."),
}
_VOTES = {Vote.YES: N_("Yes"), Vote.NO: N_("No"), Vote.ABSTAIN: N_("Abstains")}
_KINDS = {
    MotionKind.ENACT_RULE: N_("Make a new rule"),
    MotionKind.AMEND_RULE: N_("Amend a rule"),
    MotionKind.REPEAL_RULE: N_("Repeal a rule"),
    MotionKind.RATIFY_SUSPENSION: N_("Ratify a suspension"),
    MotionKind.LIFT_SUSPENSION: N_("Lift a suspension"),
    MotionKind.RESOLUTION: N_("Resolution"),
}
_MOTION_STATES = {
    MotionState.SUBMITTED: (N_("Before the council"), "info"),
    MotionState.VOTING: (N_("Being voted on"), "now"),
    MotionState.LOST: (N_("Not carried"), "neutral"),
    MotionState.CARRIED: (N_("Carried"), "success"),
    MotionState.CARRIED_OUT: (N_("Carried out"), "success"),
    MotionState.WITHDRAWN: (N_("Withdrawn"), "neutral"),
}
_MEETING_STATES = {
    MeetingState.CONVENED: (N_("To come"), "info"),
    MeetingState.OPEN: (N_("Open now"), "now"),
    MeetingState.CLOSED: (N_("Over"), "neutral"),
}
_INTERESTS = {
    InterestKind.EMPLOYMENT: N_("I work, or lately worked, for somebody whom this concerns"),
    InterestKind.FUNDING: N_("I receive money from somebody whom this concerns"),
    InterestKind.APPLICANT: N_("I, or somebody close to me, asked for this"),
    InterestKind.OTHER: N_("Another tie that the council should know of"),
}
_PARTIES = {
    Party.COUNCIL: N_("Council"),
    Party.SECRETARIAT: N_("Secretariat"),
    Party.PROVIDER: N_("Data providers"),
    Party.USER: N_("Data users"),
    Party.PRIVACY_OFFICER: N_("Privacy officer"),
    Party.AUDITOR: N_("Auditor"),
}
_PARTS = {
    Part.RESPONSIBLE: N_("Carries out"),
    Part.ACCOUNTABLE: N_("Answers for it"),
    Part.CONSULTED: N_("Is consulted"),
    Part.INFORMED: N_("Is informed"),
}
_CHANGES = {
    RuleChange.ENACTED: N_("Made"),
    RuleChange.AMENDED: N_("Amended"),
    RuleChange.REPEALED: N_("Repealed"),
}
_EFFECTS = {Effect.PERMIT: N_("Permits"), Effect.FORBID: N_("Forbids")}
_TARGETS = {Target.DATASET: N_("Dataset"), Target.PURPOSE: N_("Purpose")}


def sector_label(sector: str) -> str:
    """Return whom a seat speaks for."""
    return gettext(_SECTORS[Sector(sector)])


def formula_label(formula: str) -> str:
    """Return what a motion needs, in a word."""
    return gettext(_FORMULAS[Formula(formula)])


def formula_note(formula: str) -> str:
    """Return what a motion needs, in a sentence."""
    return gettext(_FORMULA_NOTES[Formula(formula)])


def vote_label(vote: str) -> str:
    """Return how a seat voted."""
    return gettext(_VOTES[Vote(vote)])


def kind_label(kind: str) -> str:
    """Return what a motion asks for."""
    return gettext(_KINDS[MotionKind(kind)])


def motion_state(state: MotionState) -> tuple[str, str]:
    """Return where a motion stands, and the tone of its badge."""
    label, tone = _MOTION_STATES[state]
    return gettext(label), tone


def meeting_state(state: MeetingState) -> tuple[str, str]:
    """Return where a meeting stands, and the tone of its badge."""
    label, tone = _MEETING_STATES[state]
    return gettext(label), tone


def interest_label(kind: str) -> str:
    """Return what ties somebody to a motion, as they would say it."""
    return gettext(_INTERESTS[InterestKind(kind)])


def party_label(party: Party) -> str:
    """Return the heading of a column of the role matrix."""
    return gettext(_PARTIES[party])


def part_label(part: str) -> str:
    """Return what a party does about a responsibility."""
    return gettext(_PARTS[Part(part)])


def change_label(change: str) -> str:
    """Return what an act did to a rule."""
    return gettext(_CHANGES[RuleChange(change)])


def effect_label(effect: Effect) -> str:
    """Return what a rule does to the uses it names."""
    return gettext(_EFFECTS[effect])


def target_label(target: str) -> str:
    """Return what kind of thing is suspended."""
    return gettext(_TARGETS[Target(target)])


def failing_text(failing: Failing, sectors: str) -> str:
    """Return why a motion did not carry; ``sectors`` names those it failed in."""
    return {
        Failing.NO_QUORUM: gettext("Too few of the seats that may vote were present."),
        Failing.NO_SECTOR_QUORUM: gettext("A sector had too few seats present (%(sectors)s).", sectors=sectors),
        Failing.NOT_ENOUGH_YES: gettext("There were not enough yes votes."),
        Failing.SECTOR_AGAINST: gettext("A sector had no majority of yes (%(sectors)s).", sectors=sectors),
        Failing.OBJECTION: gettext("There was an objection."),
    }[failing]
