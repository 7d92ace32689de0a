"""Tables of a contest, split by noun."""

from contest.models.ballots import Ballot, Improvement, Pick
from contest.models.contests import TEXTS, Contest, ContestChange, Division, PhaseWindow, PickSlot
from contest.models.ideas import Comment, Idea, Moderation, Support
from contest.models.imports import IdeaImport, ReadyRow
from contest.models.judging import Award, Conflict, Criterion, IdeaResult, JudgeInvitation, Score, ScoreSheet

__all__ = [
    "TEXTS",
    "Award",
    "Ballot",
    "Comment",
    "Conflict",
    "Contest",
    "ContestChange",
    "Criterion",
    "Division",
    "Idea",
    "IdeaImport",
    "IdeaResult",
    "Improvement",
    "JudgeInvitation",
    "Moderation",
    "PhaseWindow",
    "Pick",
    "PickSlot",
    "ReadyRow",
    "Score",
    "ScoreSheet",
    "Support",
]
