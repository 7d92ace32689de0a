"""Named refusals about seats and the role matrix."""

from foundations.refusal import Refusal
from foundations.words import N_


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


class MatrixIncomplete(Refusal):
    """Each responsibility has one party that is accountable."""

    message = N_("Each responsibility needs exactly one accountable party. The matrix was not published.")
    status = 422
