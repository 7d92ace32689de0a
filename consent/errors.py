"""Named refusals of consents."""

from foundations.refusal import Refusal
from foundations.words import N_


class ConsentActNotPossible(Refusal):
    """The consent has moved on, or was never in the state that the act needs."""

    message = N_(
        "This consent has changed since you opened the page, so nothing was done. Reload it to see where it stands."
    )


class NothingToWithdraw(ConsentActNotPossible):
    """A second withdrawal, or one of a consent that was never given or has ended."""

    message = N_(
        "No consent of yours is in force here, so there is nothing to withdraw: your data is not used for this. "
        "Nothing was changed."
    )


class AlreadyGiven(ConsentActNotPossible):
    """A consent that is in force cannot be given once more; it can be renewed."""

    message = N_("You have already agreed. Your consent counts as it is, and nothing was changed.")


class AlreadyRefused(ConsentActNotPossible):
    """A second refusal."""

    message = N_("You have already refused. Your answer counts as it is, and nothing was changed.")


class PurposeNotInForce(Refusal):
    """A purpose that is retired, whose first version is not in force yet, or whose legal ground has ended."""

    message = N_(
        "Nobody is asked for consent to this purpose at present: it has been retired or is not in force yet. "
        "Nothing was changed, and your data is not used for it."
    )


class ConsentNotAsked(Refusal):
    """A purpose that rests on another ground than consent."""

    message = N_(
        "This purpose rests on the law and not on consent, so there is nothing to agree to. "
        "What you can do is to stop the use of your data under “My data”."
    )


class NoticeChanged(Refusal):
    """The notice that was shown is not that of the version in force."""

    message = N_(
        "The description of this purpose was changed while you had the page open, so your answer was not recorded. "
        "Please read the new text below and answer again; what you ticked has been kept."
    )
    status = 409


class RecipientNotNamed(Refusal):
    """The version in force does not name this organisation as a recipient."""

    message = N_("This organisation is not named as a recipient of this purpose. Nothing was changed.")
    status = 422


class NoKindChosen(Refusal):
    """A yes to nothing."""

    message = N_("Tick at least one kind of data that you agree to, or refuse. Nothing was recorded yet.")
    status = 422


class KindsNotAsked(Refusal):
    """A yes to kinds of data that the version in force does not ask for."""

    message = N_("This purpose does not ask for a kind of data that was sent. Nothing was recorded.")
    status = 422


class StopUseNotPossible(Refusal):
    """A stop-use that stands already, or a lifting of one that does not."""

    message = N_(
        "This stop was changed since you opened the page, so nothing was done. Reload it to see where it stands."
    )


class SlugNotUsable(Refusal):
    """A name in addresses that is no plain one, or taken by a page."""

    message = N_("A purpose cannot be called “%(purpose)s” in addresses. Nothing was published.")
    status = 422


class VersionIncomplete(Refusal):
    """A version without kinds, recipients or a notice in every language, or that lasts for no time."""

    message = N_(
        "A purpose names kinds of data that exist and at least one recipient, has a notice in Japanese, English and "
        "easy Japanese, and says how long a consent lasts. Nothing was published."
    )
    status = 422


class ChangeUnderstated(Refusal):
    """A version that goes further than what it is called."""

    message = N_(
        "This version changes more than “%(called)s” says: it is “%(least)s”. "
        "People who agreed to the earlier one must not be taken to have agreed to more. Nothing was published."
    )
    status = 422


class VersionOutOfOrder(Refusal):
    """A version that would take force in the past, or before the version before it."""

    message = N_("A version takes force now or later, and not before the one that it replaces. Nothing was published.")
    status = 422


class ExportLinkDead(Refusal):
    """The link was used, has expired, or belongs to another browser."""

    message = N_(
        "This link was used already, is older than ten minutes, or was made in another browser. "
        "Nothing was sent. Ask for a new one under “My data”."
    )
    status = 410


CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_consent_records_person_id_purpose_id_recipient_id_sequence": ConsentActNotPossible,
    "uq_stop_records_person_id_category_sequence": StopUseNotPossible,
}
"""What a violated constraint means to a person."""
