"""What the secretariat types to ask somebody to judge."""

import datetime as dt

from wtforms import DateField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import EmailInput

from accounts.methods.addresses import LONGEST_ADDRESS
from contest.models import Contest
from contest.services.judges import earliest_end
from foundations.database.clock import day_in_japan
from foundations.web.forms import Form, LineField
from foundations.web.languages import lazy_text


class InvitationForm(Form):
    """Whom to ask, and until when they would judge."""

    email = LineField(
        lazy_text("Mail address"),
        description=lazy_text(
            "A mail asks the person to accept. You are not told whether the address has an account; "
            "whoever has none can make one."
        ),
        validators=[DataRequired(), Length(max=LONGEST_ADDRESS)],
        widget=EmailInput(),
    )
    last_day = DateField(
        lazy_text("Last day of the term"),
        description=lazy_text("In Japan's time. It must not end before voting and judging do."),
        validators=[DataRequired()],
    )

    @classmethod
    def of(cls, contest: Contest) -> "InvitationForm":
        """Return the form with the earliest last day filled in, or what was just typed."""
        return cls(data={"last_day": day_in_japan(earliest_end(contest) - dt.timedelta(microseconds=1))})

    @property
    def last_term_day(self) -> dt.date:
        """The last day typed; the form is valid."""
        return self.last_day.data or dt.date.min
