"""Appointing members."""

from flask_babel import gettext
from wtforms import DateField, RadioField
from wtforms.validators import DataRequired, InputRequired

from foundations.web.forms import Form, GraphemeLength, LineField
from foundations.web.languages import lazy_text
from governance_board.enums import Standing


class AppointmentForm(Form):
    """Who gets a seat, how, and for which term."""

    address = LineField(
        lazy_text("Mail address of the person's account"), validators=[DataRequired(), GraphemeLength(most=100)]
    )
    standing = RadioField(lazy_text("As"), validators=[InputRequired()])
    starts_on = DateField(lazy_text("First day of the term"), validators=[DataRequired()])
    ends_on = DateField(lazy_text("Day at whose beginning the term ends"), validators=[DataRequired()])

    @classmethod
    def asking(cls, *, is_sent: bool = True) -> "AppointmentForm":
        """Return the form with its choices in the reader's words; empty if another form of the page was sent."""
        form = cls() if is_sent else cls(formdata=None)
        form.standing.choices = [
            (Standing.MEMBER.value, gettext("Member")),
            (Standing.SUBSTITUTE.value, gettext("Substitute")),
        ]
        return form


class EndingForm(Form):
    """Why a term ends before its day."""

    reason = LineField(lazy_text("Reason"), validators=[DataRequired(), GraphemeLength(most=200)])
