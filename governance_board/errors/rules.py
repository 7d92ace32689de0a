"""Named refusals about rules and suspensions."""

from foundations.refusal import Refusal
from foundations.words import N_


class TermsInvalid(Refusal):
    """Machine terms that cannot be read; ``clause`` names the part."""

    message = N_(
        'The machine terms cannot be read at "%(clause)s". Nothing was changed; correct that part and send them again.'
    )
    status = 422
    field = "terms"


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
