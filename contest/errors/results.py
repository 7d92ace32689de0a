"""Refusals about the counts, the awards and the release."""

from foundations.refusal import Refusal
from foundations.words import N_


class CountsSealed(Refusal):
    """Nothing is decided before the counts have been opened."""

    message = N_("The counts have not been opened yet. Open them first; nothing was decided.")


class CountsTooEarly(Refusal):
    """A phase is open or still to come, so nobody may look at the counts."""

    message = N_("The counts can be opened only when voting and judging have closed. Nothing was opened.")


class CountsDiffer(Refusal):
    """Two independent counts of the ballots disagree."""

    message = N_(
        "Two independent counts of the ballots differ, so nothing was published. Please call the administrator."
    )
    status = 500


class ReleaseNotReady(Refusal):
    """Results cannot be published while an award is open."""

    message = N_("Give or withhold every award first: %(awards)d still open. Nothing was published.")


class AwardTwice(Refusal):
    """An idea wins one award of a contest at most."""

    message = N_("This idea already has an award of this contest. Nothing was decided.")
    field = "idea"
    status = 422


class AlreadyReleased(Refusal):
    """The results are out."""

    message = N_("The results of this contest have been published. Nothing was changed.")
