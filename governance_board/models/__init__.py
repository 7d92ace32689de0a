"""Tables of the council: seats and duties, meetings, motions and votes, rules, suspensions."""

from governance_board.models.councils import Council, Seat, SeatHolding
from governance_board.models.duties import MatrixCell, Responsibility, RoleMatrix
from governance_board.models.meetings import AgendaItem, Attendance, Meeting, Minutes
from governance_board.models.motions import Interest, Motion, MotionVersion, Recusal
from governance_board.models.rules import Rule, RuleAct, RuleVersion
from governance_board.models.suspensions import Suspension, SuspensionSignature
from governance_board.models.votes import CouncilVote, RollEntry, VoteResult

__all__ = [
    "AgendaItem",
    "Attendance",
    "Council",
    "CouncilVote",
    "Interest",
    "MatrixCell",
    "Meeting",
    "Minutes",
    "Motion",
    "MotionVersion",
    "Recusal",
    "Responsibility",
    "RoleMatrix",
    "RollEntry",
    "Rule",
    "RuleAct",
    "RuleVersion",
    "Seat",
    "SeatHolding",
    "Suspension",
    "SuspensionSignature",
    "VoteResult",
]
