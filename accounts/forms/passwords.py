"""Forms for choosing another password."""

from accounts.forms.fields import current_password_field, new_password_field
from foundations.web.forms import Form
from foundations.web.languages import lazy_text


class NewPasswordForm(Form):
    """A password to be chosen."""

    new_password = new_password_field(lazy_text("New password"))


class ChangePasswordForm(NewPasswordForm):
    """The password one has and the one to be chosen."""

    password = current_password_field(lazy_text("Current password"))
