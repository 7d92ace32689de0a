"""Refusals about the public vote."""

from foundations.refusal import Refusal
from foundations.words import N_


class CannotVote(Refusal):
    """This person has no ballot in this contest, or not now."""

    message = N_("You cannot vote in this contest.")
    status = 403


class VotingClosed(CannotVote):
    """Voting is not open at this instant."""

    message = N_(
        "Voting is open from %(opens_at)s until %(closes_at)s; your request arrived at %(at)s. No ballot was cast."
    )
    status = 409


class AddressNotConfirmed(CannotVote):
    """Whoever votes has shown that the mail address is theirs."""

    message = N_(
        "To vote, first confirm your mail address: open the link in the mail that we sent you when you signed up. "
        "Then come back to this page. No ballot was cast."
    )


class OnDuty(CannotVote):
    """Whoever judges, runs or audits a contest does not vote in it."""

    message = N_(
        "You judge, run or audit this contest, and nobody who does may vote in it. "
        "This cannot be changed while you hold the office. No ballot was cast."
    )


class AlreadyVoted(Refusal):
    """This person's ballot is already in; ``receipt_code`` leads to its receipt."""

    message = N_("You have already voted in this contest. Your first ballot counts, and this one was not cast.")


class BallotInvalid(Refusal):
    """The picks break the contest's ballot rule."""

    message = N_("The picks do not fit this ballot. No ballot was cast; your choices are still on the page.")
    status = 422


class BallotEmpty(BallotInvalid):
    """Nothing was chosen."""

    message = N_("Choose at least one idea. No ballot was cast yet.")


class TooManyPicks(BallotInvalid):
    """``overfull`` holds the number of picks of each division that has too many."""

    message = N_("More ideas are picked than fit on the ballot. Take some back; your choices are still on the page.")


class PickedTwice(BallotInvalid):
    """An idea stands on the ballot twice."""

    message = N_("An idea can be picked only once. No ballot was cast; your choices are still on the page.")


class IdeaNotOnBallot(BallotInvalid):
    """An idea of another contest, or one that was taken back or refused."""

    message = N_(
        "An idea that you chose is not on this ballot, or no longer. "
        "No ballot was cast; your other choices are still on the page."
    )
