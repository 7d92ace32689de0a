"""Named refusals about motions and their votes."""

from foundations.refusal import Refusal
from foundations.words import N_


class VoteBegan(Refusal):
    """A motion stands still from the beginning of its vote."""

    message = N_("The vote on this motion has begun or the motion is settled. Nothing was changed.")


class VoteNotOpen(Refusal):
    """There is no open vote."""

    message = N_("The vote on this motion is not open now. No vote was cast.")


class Recused(Refusal):
    """A recused seat takes no part."""

    message = N_("Your seat is recused from this motion and does not vote on it. No vote was cast.")
    status = 403


class AlreadyVoted(Refusal):
    """One vote for each seat."""

    message = N_("Your seat has already voted on this motion. The first vote counts, and this one was not cast.")


class NotOnTheRoll(Refusal):
    """The seat was vacant when the vote began."""

    message = N_("Your seat was not on the roll when this vote began. No vote was cast.")
    status = 403


class NoQuorum(Refusal):
    """Too few are here to vote."""

    message = N_(
        "There is no quorum: %(present)s of %(entitled)s seats that may vote are present, "
        "and every sector needs %(of_sector)s of its own. The vote was not opened."
    )


class SealedByVote(Refusal):
    """Who has voted has taken part, and cannot step aside afterwards."""

    message = N_("This seat has already voted on the motion and cannot step aside any more.")


class DeclaredBefore(Refusal):
    """The same interest twice."""

    message = N_("You have declared this interest before. Nothing was changed.")


class RecusedBefore(Refusal):
    """The same recusal twice."""

    message = N_("This seat is recused already. Nothing was changed.")


class NotCarried(Refusal):
    """Only a carried motion is carried out, and only once."""

    message = N_("Only a motion that the council has carried can be carried out, and only once. Nothing was changed.")
