"""Forms for signing in."""

from wtforms import HiddenField

from accounts.forms.fields import AddressField, current_password_field
from foundations.web.forms import Form
from foundations.web.kept_words import KeptWords, unsealed
from foundations.web.languages import lazy_text
from foundations.web.redirects import safe_path


class ReturningForm(Form):
    """A form that leads on to where the person was going: a path of our own, whatever was sent."""

    next = HiddenField(filters=[safe_path])
    kept_words = HiddenField()

    @property
    def path(self) -> str:
        """Where to go on to."""
        return safe_path(self.next.data)

    @property
    def words(self) -> KeptWords | None:
        """What had been typed and could not be sent without this form, if anything."""
        return unsealed(self.kept_words.data)


class SignInForm(ReturningForm):
    """Address and password."""

    address = AddressField(render_kw={"autocomplete": "username"})
    password = current_password_field(lazy_text("Password"))


class ReauthenticationForm(ReturningForm):
    """The password once more."""

    password = current_password_field(lazy_text("Password"))


class ReturningButton(ReturningForm):
    """A button that leads on."""


class PlainForm(Form):
    """A button: nothing to fill in, but its token and key."""
