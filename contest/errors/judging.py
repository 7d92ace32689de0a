"""Refusals about judging and those invited to it."""

from foundations.refusal import Refusal
from foundations.words import N_


class JudgingClosed(Refusal):
    """The counts have been opened meanwhile: what came now would not be in them."""

    message = N_("Judging has closed and the counts have been opened. Your scores have not been saved.")


class ScoresLocked(Refusal):
    """A score sheet that was handed in cannot be changed."""

    message = N_("This score sheet has been handed in and can no longer be changed.")


class InConflict(Refusal):
    """The judge has declared a conflict of interest with the idea."""

    message = N_("You have declared a conflict of interest with this idea, so you cannot score it.")
    status = 403


class ScoresIncomplete(Refusal):
    """A score sheet lacks points or a reason."""

    message = N_("Give points and a reason for every criterion before handing in. What you wrote has been saved.")
    status = 422


class TermTooShort(Refusal):
    """Whoever has judged does not vote afterwards."""

    message = N_("The term must last until voting and judging have closed, so that nobody who judges can vote.")
    field = "last_day"
    status = 422


class AlreadyInvited(Refusal):
    """An invitation to this address is still open."""

    message = N_("An invitation to this address waits for an answer. Nothing was sent.")
    field = "email"
    status = 422


class InvitationClosed(Refusal):
    """An invitation is answered once."""

    message = N_("This invitation has been answered or withdrawn, or is too late. Nothing was changed.")
