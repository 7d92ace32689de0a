"""Named refusals about meetings and minutes."""

from foundations.refusal import Refusal
from foundations.words import N_


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


class MinutesMovedOn(Refusal):
    """Minutes go from draft to approved to published."""

    message = N_("The minutes have gone on since you opened the page. Nothing was changed; reload the page.")


class MeetingNotOver(Refusal):
    """Minutes are of a meeting that is over."""

    message = N_("The meeting is not over yet. Minutes are drafted after its end.")
