"""Named refusals of the council."""

from foundations.refusal import Refusal
from foundations.words import N_


class TermsInvalid(Refusal):
    """Machine terms that cannot be read; ``clause`` names the part."""

    message = N_(
        'The machine terms cannot be read at "%(clause)s". Nothing was changed; correct that part and send them again.'
    )
    status = 422
    field = "terms"


class NoCouncil(Refusal):
    """Nothing can be done in a council that has not been established."""

    message = N_("There is no council yet, so this was not done. The operator establishes it first.")


class SeatTaken(Refusal):
    """The seat is held by another in part of the term."""

    message = N_("Somebody else holds this seat in part of that term. Nobody was appointed; choose other dates.")
    field = "starts_on"
    status = 422


class HoldsAnotherSeat(Refusal):
    """One person, one seat."""

    message = N_("This person holds a seat in part of that term already. Nobody was appointed.")
    field = "address"
    status = 422


class NobodyWithAddress(Refusal):
    """There is no account with that address."""

    message = N_("Nobody with this mail address has an account here. Nobody was appointed; check the address.")
    field = "address"
    status = 422


class TermTooLong(Refusal):
    """Longer than the standing orders allow, or backwards."""

    message = N_("A term ends after it begins, and lasts %(days)s days at most. Nobody was appointed.")
    field = "ends_on"
    status = 422


class NotAMember(Refusal):
    """Whoever acts holds no seat now."""

    message = N_("You hold no seat in the council now, so this was not done.")
    status = 403


class NoticeTooShort(Refusal):
    """A meeting needs its notice period."""

    message = N_(
        "The call must go out %(days)s days before the meeting: it can begin from %(earliest)s on. "
        "The meeting was not convened."
    )
    field = "starts_at"
    status = 422


class MeetingTooEarly(Refusal):
    """Nobody who came in time may find that it has begun."""

    message = N_("The meeting was called for %(starts_at)s and cannot be opened before. Nothing was changed.")


class WrongMeetingState(Refusal):
    """The meeting has moved on."""

    message = N_("The meeting has gone on since you opened the page. Nothing was changed; reload the page.")


class MeetingNotOpen(Refusal):
    """Only in an open meeting."""

    message = N_("The meeting is not open now, so this was not done.")


class ItemNotOpen(Refusal):
    """The agenda item is not being dealt with."""

    message = N_("The council is not dealing with this matter now: the chair opens its agenda item first.")


class VoteStillOpen(Refusal):
    """An item or a meeting does not end over an open vote."""

    message = N_("A vote is still open. Close it first; nothing was changed.")


class NotHolderOfSeat(Refusal):
    """Somebody sits for a seat that is not theirs."""

    message = N_("This person neither holds the seat now nor is its substitute. Nobody was marked as present.")


class AlreadySeated(Refusal):
    """The seat is filled in the room, or the person sits for another."""

    message = N_("This seat is filled already, or this person sits for another seat. Nothing was changed.")


class NotPresent(Refusal):
    """Only who is in the room takes part."""

    message = N_("You are not marked as present for a seat in this meeting, so you cannot vote. Ask the secretariat.")
    status = 403


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


class TextsDiffer(Refusal):
    """The stored text is not the one that was voted on."""

    message = N_(
        "The text of this motion is not the one that the council voted on, so nothing was carried out. "
        "Please call the administrator."
    )
    status = 500


class ReviewDateMissing(Refusal):
    """No rule without a review date after its date of force."""

    message = N_(
        "A rule needs a review date that is later than the day from which it is in force. The motion was not kept."
    )
    field = "review_on"
    status = 422


class ForceDateMissing(Refusal):
    """No rule without a day from which it is in force."""

    message = N_("Name the day from which this is in force. The motion was not kept.")
    field = "effective_on"
    status = 422


class ForceInThePast(Refusal):
    """A new rule binds nobody before it was known."""

    message = N_("A new rule can be in force from tomorrow at the earliest, not from %(day)s. Nothing was changed.")
    field = "effective_on"
    status = 422


class RuleNameTaken(Refusal):
    """Another rule has the name."""

    message = N_("Another rule already has this name in its address. Please choose another one.")
    field = "rule_slug"
    status = 422


class RuleUnknown(Refusal):
    """The motion names a rule that is not there, or is repealed."""

    message = N_("The rule “%(rule)s” does not exist or has been repealed. The motion was not kept.")
    field = "rule"
    status = 422


class RulesConflict(Refusal):
    """The terms say the opposite of a rule that is in force meanwhile, and do not name it."""

    message = N_(
        "This would say the opposite of rule %(number)s “%(rule)s” (%(clause)s). Amend or repeal that rule, "
        'or name it under "notwithstanding". Nothing was changed.'
    )
    field = "terms"
    status = 422


class SameSector(Refusal):
    """The two signatures come from different sectors."""

    message = N_("A seat of this sector has signed already. The second signature must come from another sector.")


class SuspensionSettled(Refusal):
    """The suspension is in force, over or void."""

    message = N_("This suspension is in force already, or its time is over. Nothing was changed.")


class SuspensionNotInForce(Refusal):
    """Only what is in force is ratified or lifted."""

    message = N_("This suspension is not in force, so it can be neither ratified nor lifted.")


class MinutesMovedOn(Refusal):
    """Minutes go from draft to approved to published."""

    message = N_("The minutes have gone on since you opened the page. Nothing was changed; reload the page.")


class MeetingNotOver(Refusal):
    """Minutes are of a meeting that is over."""

    message = N_("The meeting is not over yet. Minutes are drafted after its end.")


class MatrixIncomplete(Refusal):
    """Each responsibility has one party that is accountable."""

    message = N_("Each responsibility needs exactly one accountable party. The matrix was not published.")
    status = 422


CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_council_votes_motion_id_person_id": AlreadyVoted,
    "pk_council_votes": AlreadyVoted,
    "fk_council_votes_motion_id_seat_id": NotOnTheRoll,
    "uq_interests_motion_id_seat_id_kind": DeclaredBefore,
    "pk_recusals": RecusedBefore,
    "uq_seat_holdings_seat_id_standing_number": SeatTaken,
    "uq_attendances_meeting_id_seat_id": AlreadySeated,
    "uq_attendances_meeting_id_person_id": AlreadySeated,
    "uq_rules_slug": RuleNameTaken,
    "uq_suspension_signatures_suspension_id_sector": SameSector,
    "pk_suspension_signatures": SameSector,
    "uq_matrix_cells_accountable": MatrixIncomplete,
    "ck_motion_versions_review_follows_force": ReviewDateMissing,
    "ck_motion_versions_rule_has_terms_and_dates": ReviewDateMissing,
}
"""The refusal that each violated constraint means to a person."""
