"""Fields that several forms of accounts share."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, ValidationError
from wtforms.validators import DataRequired, Length

from accounts.methods.addresses import LONGEST_ADDRESS, plain_address
from foundations.mail.addresses import UnusableAddress, usable_address
from foundations.text_analysis.hygiene import UnusableText, clean_line
from foundations.web.errors import refusal_text
from foundations.web.languages import lazy_text


class AddressField(EmailField):
    """A mail address; full-width letters, as an input method types them, are made plain."""

    def __init__(self, **options: Any) -> None:
        """Ask for an address; what is typed is judged by the form that has the field."""
        super().__init__(lazy_text("Mail address"), validators=[DataRequired(), Length(max=LONGEST_ADDRESS)], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        try:
            self.data = plain_address(clean_line(valuelist[0])) if valuelist else ""
        except UnusableText as refusal:
            raise ValueError(refusal_text(refusal)) from refusal


class MailableAddressField(AddressField):
    """An address that mail will be sent to."""

    def pre_validate(self, form: FlaskForm) -> None:  # noqa: ARG002 - WTForms' signature
        """Refuse an address that no mail server would take."""
        try:
            usable_address(self.data or "")
        except UnusableAddress as refusal:
            raise ValidationError(refusal_text(refusal)) from refusal


def current_password_field(label: str) -> PasswordField:
    """Return a field for the password one has."""
    return PasswordField(
        label,
        validators=[DataRequired()],
        render_kw={"autocomplete": "current-password"},
    )


def new_password_field(label: str) -> PasswordField:
    """Return a field for a password to be chosen."""
    return PasswordField(
        label,
        description=lazy_text(
            "At least 15 characters. Any characters will do, Japanese ones too; a sentence of your own is easy to "
            "remember. You can paste it from a password manager."
        ),
        validators=[DataRequired()],
        render_kw={"autocomplete": "new-password"},
    )
