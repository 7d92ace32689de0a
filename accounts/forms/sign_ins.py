"""Forms for signing in."""

from wtforms import HiddenField

from accounts.forms.fields import AddressField, current_password_field
from foundations.web.forms import Form
from foundations.web.languages import lazy_text
from foundations.web.redirects import safe_path


class _ReturningForm(Form):
    """A form that leads on to where the person was going: a path of our own, whatever was sent."""

    next = HiddenField(filters=[safe_path])

    @property
    def path(self) -> str:
        """Where to go on to."""
        return safe_path(self.next.data)


class SignInForm(_ReturningForm):
    """Address and password."""

    address = AddressField(render_kw={"autocomplete": "username"})
    password = current_password_field(lazy_text("Password"))


class ReauthenticationForm(_ReturningForm):
    """The password once more."""

    password = current_password_field(lazy_text("Password"))


class ReturningButton(_ReturningForm):
    """A button that leads on."""


class PlainForm(Form):
    """A button: nothing to fill in, but its token and key."""
