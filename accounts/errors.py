"""Named refusals of accounts."""

from foundations.refusal import Refusal
from foundations.words import N_


class SignInFailed(Refusal):
    """Address and password do not belong together; which of them is wrong is not said."""

    message = N_("This address and password do not belong together. Please check both, or choose a new password.")
    status = 422


class PasswordNotRight(Refusal):
    """The password that was asked for once more is not the person's."""

    message = N_("This is not your current password. Nothing was changed.")
    field = "password"
    status = 422


class TooManyAttempts(Refusal):
    """A limit against guessing and against unwanted mail has been reached."""

    message = N_("There have been too many attempts from here. Please wait %(minutes)s minutes and try again.")
    status = 429


class PasswordTooShort(Refusal):
    """Without a second factor, length is what protects a password."""

    message = N_(
        "Please choose a password of at least %(least)s characters. A sentence of your own is easy to remember."
    )
    field = "new_password"
    status = 422


class PasswordTooLong(Refusal):
    """Longer than anybody would need."""

    message = N_("Please choose a password of at most %(most)s characters.")
    field = "new_password"
    status = 422


class PasswordEasyToGuess(Refusal):
    """Common passwords, the name of this place and the person's own are what is tried first."""

    message = N_(
        "This password is easy to guess: it is common, repeats itself, or is made of your name, your address "
        "or a word for this place. Please choose another one."
    )
    field = "new_password"
    status = 422


class CodeNotAccepted(Refusal):
    """A link sent by mail was used, is too old, or was never valid."""

    message = N_("This link has been used already or is too old. You can have a new one sent.")
    status = 410


class DemonstrationOnly(Refusal):
    """Signing in as a ready-made person is for the demonstration alone."""

    message = N_("There are no demonstration people here. Please sign in with your own account.")
    status = 404


class RoleAlreadyHeld(Refusal):
    """The person holds this role for this scope in part of the term."""

    message = N_("This person already holds this role then. Nothing was changed.")


class TermBackwards(Refusal):
    """A term must end after it starts."""

    message = N_("The term must end after it starts. Nothing was changed.")
    field = "ends_at"
    status = 422


class SlugTaken(Refusal):
    """Another organisation has this name in addresses."""

    message = N_('The name "%(slug)s" is taken. Please choose another one; nothing was changed.')
    field = "slug"
    status = 422


class OrganisationHasLeft(Refusal):
    """An organisation that left the platform gets no new rights."""

    message = N_("This organisation no longer belongs to the platform. Nothing was changed.")


class CredentialLastsTooLong(Refusal):
    """A credential that is never renewed is one that nobody remembers."""

    message = N_("A credential can be valid for at most one year. Nothing was changed.")
    field = "lasts"
    status = 422
