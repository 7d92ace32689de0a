"""Forms for an account's beginning."""

from wtforms import RadioField
from wtforms.validators import DataRequired

from accounts.forms.fields import MailableAddressField, new_password_field
from foundations.web.forms import Form, GraphemeLength, LineField, choice
from foundations.web.languages import LANGUAGES, language, lazy_text

LONGEST_NAME = 40


class ProfileForm(Form):
    """What a person decides about how they appear."""

    name = LineField(
        lazy_text("Name shown to others"),
        description=lazy_text("It stands beside your ideas and comments. A pen name is fine."),
        validators=[DataRequired(), GraphemeLength(most=LONGEST_NAME)],
        render_kw={"autocomplete": "nickname"},
    )
    language = RadioField(
        lazy_text("Language"),
        description=lazy_text("For pages and mails."),
        choices=[choice(code, label) for code, label in LANGUAGES.items()],
        default=language,
        validators=[DataRequired()],
    )


class SignUpForm(ProfileForm):
    """A new account."""

    address = MailableAddressField(
        description=lazy_text("Nobody else sees it. We send a link there to make sure that it is yours."),
        render_kw={"autocomplete": "username"},
    )
    new_password = new_password_field(lazy_text("Password"))


class AddressForm(Form):
    """An address that a mail is to go to."""

    address = MailableAddressField(render_kw={"autocomplete": "email"})
