"""Named refusals of a contest."""

from foundations.refusal import Refusal
from foundations.words import N_


class SubmissionClosed(Refusal):
    """The call for ideas is not open."""

    message = N_(
        "Ideas are accepted from %(opens_at)s until %(closes_at)s. Your draft has been kept; nothing was submitted."
    )


class IdeaIncomplete(Refusal):
    """A draft lacks something that a submitted idea must have."""

    message = N_("Please fill in every required field. Your draft has been saved.")
    status = 422


class WrongIdeaState(Refusal):
    """The idea has moved on since the page was opened."""

    message = N_(
        "This idea has changed since you opened the page, so nothing was done. Reload it to see where it stands."
    )


class VotingClosed(Refusal):
    """Voting is not open at this instant."""

    message = N_(
        "Voting is open from %(opens_at)s until %(closes_at)s; your ballot arrived at %(at)s. "
        "Your picks were not counted."
    )


class AlreadyVoted(Refusal):
    """This person's ballot is already in."""

    message = N_("You have already voted in this contest. Your first ballot counts; see its receipt.")


class BallotInvalid(Refusal):
    """The picks break the contest's ballot rule."""

    message = N_("Please choose up to %(most)s different ideas in each division. Your choices are still on the page.")
    status = 422


class JudgingClosed(Refusal):
    """Judging is not open at this instant."""

    message = N_("Judging is open from %(opens_at)s until %(closes_at)s. Your scores have not been saved.")


class ScoresLocked(Refusal):
    """A score sheet that was handed in cannot be changed."""

    message = N_("This score sheet has been handed in and can no longer be changed.")


class InConflict(Refusal):
    """The judge has declared a conflict of interest with the idea."""

    message = N_("You have declared a conflict of interest with this idea, so you cannot score it.")
    status = 403


class ReleaseNotReady(Refusal):
    """Results cannot be published yet."""

    message = N_("The results cannot be published yet: %(missing)s. Nothing was published.")


class ContestNotReady(Refusal):
    """A contest cannot be announced without a division and a rubric."""

    message = N_("Add at least one division and one criterion first. Nothing was announced.")


class AddressTaken(Refusal):
    """Another contest already has this address."""

    message = N_("Another contest already uses this address. Please choose another one.")
    field = "slug"
    status = 422


class DivisionInUse(Refusal):
    """A division that has ideas cannot be removed."""

    message = N_("This division already has ideas, so it cannot be removed.")


CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_contests_slug": AddressTaken,
    "uq_ballots_contest_id_voter_id_sequence": AlreadyVoted,
}
"""The refusal that each violated constraint means to a person."""
