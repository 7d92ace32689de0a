"""What the secretariat types when it decides."""

from wtforms.validators import DataRequired

from foundations.web.forms import Form, GraphemeLength, ParagraphsField
from foundations.web.languages import lazy_text


class ReasonForm(Form):
    """A refusal, with the reason that the author will read."""

    reason = ParagraphsField(
        lazy_text("Reason"),
        description=lazy_text("The author reads this. Name the rule, and say what could be changed."),
        validators=[DataRequired(), GraphemeLength(most=1000)],
    )
