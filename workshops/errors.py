"""Named refusals of workshops, and the constraints that stand behind them."""

from foundations.refusal import Refusal
from foundations.words import N_


class RegistrationClosed(Refusal):
    """Nobody can register any more, or not yet."""

    message = N_("Registration was open until %(closes_at)s. You were not registered.")


class CannotCancelNow(Refusal):
    """The workshop is over, or was called off."""

    message = N_("This workshop is over or was called off, so there is no place to give back. Nothing was changed.")


class AlreadyCheckedIn(Refusal):
    """A participant who has come cannot give the place back."""

    message = N_("You have been checked in already, so the place stays yours. Nothing was changed.")


class NotRegistered(Refusal):
    """The person has no place in this workshop."""

    message = N_(
        "This registration holds no place: it was cancelled, or is still waiting for one. Nobody was checked in."
    )


class CheckInClosed(Refusal):
    """People are checked in around the hours of the workshop."""

    message = N_("Check-in opens 30 minutes before the workshop. Nobody was checked in.")


class SlipUnknown(Refusal):
    """No slip has this code."""

    message = N_("There is no slip with this code. Please compare it with the paper, letter by letter.")
    field = "code"
    status = 422


class SlipInUse(Refusal):
    """Another phone writes with this slip."""

    message = N_(
        "Another phone is already writing with this slip. Please ask the facilitator for a slip of your own; "
        "what was written with this one stays as it is."
    )
    field = "code"


class NotesClosed(Refusal):
    """Notes are taken around the hours of the workshop."""

    message = N_(
        "Notes are taken from %(opens_at)s until %(closes_at)s. This note was not kept; your text is still in the form."
    )


class BoardHidden(Refusal):
    """Before the reveal nobody arranges what others wrote."""

    message = N_("The notes of this table are not revealed yet. Nothing was changed.")


class BoardChanged(Refusal):
    """Somebody else changed the board in the meantime, and what was meant is gone."""

    message = N_("Somebody else has changed this board meanwhile. Please look at it again; nothing was changed.")


class GroupNotEmpty(Refusal):
    """A group with notes is not removed."""

    message = N_("This group still holds notes. Move them elsewhere first; nothing was changed.")


class GroupHasIdea(Refusal):
    """A group becomes one idea."""

    message = N_("This group has become an idea already. Nothing was changed.")


class NoContest(Refusal):
    """The workshop's ideas have nowhere to go."""

    message = N_("This workshop belongs to no contest, so its groups cannot become ideas. Nothing was changed.")


class CapacityTooSmall(Refusal):
    """More people hold a place than would be left."""

    message = N_("%(taken)s people hold a place already, so there cannot be fewer. Nothing was changed.")
    field = "capacity"
    status = 422


class MinutesPublished(Refusal):
    """Published minutes stand."""

    message = N_("These minutes are published and can no longer be changed.")


class SlugTaken(Refusal):
    """Another workshop has this name in addresses."""

    message = N_("Another workshop has this address. Please choose another one; nothing was changed.")
    field = "slug"
    status = 422


class TimesBackwards(Refusal):
    """A workshop ends after it begins, and registration closes before it ends."""

    message = N_("The workshop must end after it begins, and registration must close before it ends.")
    field = "ends_at"
    status = 422


CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_workshops_slug": SlugTaken,
    "ck_workshops_workshop_is_forward": TimesBackwards,
    "ck_workshops_registration_closes_before_the_end": TimesBackwards,
}
