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


class CountsSealed(Refusal):
    """Nothing is decided before the counts have been opened."""

    message = N_("The counts have not been opened yet. Open them first; nothing was decided.")


class CountsTooEarly(Refusal):
    """A phase is open or still to come, so nobody may look at the counts."""

    message = N_("The counts can be opened only when voting and judging have closed. Nothing was opened.")


class CountsOpened(Refusal):
    """Whoever has seen the counts can no longer let votes or scores in."""

    message = N_(
        "The counts were opened on %(opened_at)s. From then on no date of this contest can be changed, so that nobody "
        "who has seen the counts can let in more votes or scores. The dates were not changed."
    )


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


class PhaseBegan(Refusal):
    """A phase that has begun stays begun."""

    message = N_("A phase that has already begun cannot be made to begin later. The dates were not changed.")
    status = 422


class CountsDiffer(Refusal):
    """Two independent counts of the ballots disagree."""

    message = N_(
        "Two independent counts of the ballots differ, so nothing was published. Please call the administrator."
    )
    status = 500


class ContestNotReady(Refusal):
    """A contest cannot be announced without a division and a rubric."""

    message = N_("Add at least one division and one criterion first. Nothing was announced.")


class TextsFixed(Refusal):
    """Whoever may know the counts changes no rule any more."""

    message = N_(
        "The counts were opened on %(opened_at)s. From then on no text of this contest can be changed, so that nobody "
        "who has seen the counts can change a rule. Nothing was changed."
    )


class TextsMovedOn(Refusal):
    """Somebody else changed the texts while they were being edited."""

    message = N_(
        "Somebody else has changed these texts since you opened the page. Nothing was changed; what you typed is still "
        "here. Open the page in another window and compare before you send it again from there."
    )


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


class AddressTaken(Refusal):
    """Another contest already has this address."""

    message = N_("Another contest already uses this address. Please choose another one.")
    field = "slug"
    status = 422


class NameTaken(Refusal):
    """Another division of the contest already has this short name."""

    message = N_("Another division already uses this short name. Please choose another one.")
    field = "slug"
    status = 422


class DivisionInUse(Refusal):
    """A division that has ideas cannot be removed."""

    message = N_("This division already has ideas, awards or imported files, so it cannot be removed.")


class FileUnreadable(Refusal):
    """An uploaded file is not a table that can be read."""

    message = N_(
        "This file could not be read. Save it as CSV with headings in the first row, in UTF-8 or in the form that "
        "Excel writes, and upload it again. Nothing was imported."
    )
    field = "file"
    status = 422


class ImportMovedOn(Refusal):
    """The import has gone on since the page was opened."""

    message = N_("This import has gone on since you opened the page. Reload it to see where it stands.")


class ImportedBefore(Refusal):
    """The same file is already in the contest."""

    message = N_("This very file has already been imported into this contest. Nothing was imported again.")
    field = "file"


CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_contests_slug": AddressTaken,
    "uq_idea_imports_contest_id_done_digest": ImportedBefore,
    "uq_judge_invitations_open": AlreadyInvited,
    "uq_divisions_contest_id_slug": NameTaken,
    "uq_awards_contest_id_idea_id": AwardTwice,
    "uq_ballots_contest_id_voter_id_sequence": AlreadyVoted,
    "pk_picks": TooManyPicks,
    "fk_picks_contest_id_division_id_slot": TooManyPicks,
    "uq_picks_ballot_id_idea_id": PickedTwice,
    "fk_picks_idea_id_division_id_contest_id": IdeaNotOnBallot,
}
"""The refusal that each violated constraint means to a person."""
