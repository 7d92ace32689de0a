"""Forms for choosing another password."""

from accounts.forms.fields import current_password_field, new_password_field
from foundations.web.forms import Form


class NewPasswordForm(Form):
    """A password to be chosen."""

    new_password = new_password_field()


class ChangePasswordForm(NewPasswordForm):
    """The password one has and the one to be chosen."""

    password = current_password_field()
