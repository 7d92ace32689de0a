"""What people type in workshops."""

from flask_babel import gettext
from wtforms import IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Regexp

from foundations.web.forms import Form, GraphemeLength, JapanTimeField, LineField, ParagraphsField, choice
from foundations.web.languages import lazy_text
from workshops.models import NoteGroup, Workshop, WorkshopMinutes
from workshops.services.workshops import WorkshopText

_LINE = [DataRequired(), GraphemeLength(most=100)]
_TEXT = [DataRequired(), GraphemeLength(most=4000)]
_NO_CONTEST = "-"


class WorkshopForm(Form):
    """The texts, dates and size of a workshop."""

    slug = LineField(
        lazy_text("Address of the page"),
        description=lazy_text("Small letters, digits and hyphens, such as third-places-1."),
        validators=[DataRequired(), Regexp(r"[a-z0-9]+(-[a-z0-9]+)*$"), GraphemeLength(most=60)],
    )
    title_ja = LineField(lazy_text("Title (Japanese)"), validators=_LINE)
    title_en = LineField(lazy_text("Title (English)"), validators=_LINE)
    description_ja = ParagraphsField(lazy_text("Description (Japanese)"), validators=_TEXT)
    description_en = ParagraphsField(lazy_text("Description (English)"), validators=_TEXT)
    place_ja = LineField(lazy_text("Place (Japanese)"), validators=_LINE)
    place_en = LineField(lazy_text("Place (English)"), validators=_LINE)
    starts_at = JapanTimeField(lazy_text("Begins"), validators=[DataRequired()])
    ends_at = JapanTimeField(lazy_text("Ends"), validators=[DataRequired()])
    registration_closes_at = JapanTimeField(lazy_text("Registration until"), validators=[DataRequired()])
    capacity = IntegerField(lazy_text("Places"), validators=[InputRequired(), NumberRange(min=1, max=500)])
    contest = SelectField(
        lazy_text("Contest to which its ideas go"), description=lazy_text("It must take ideas after the workshop.")
    )

    def offer_contests(self, contests: list[tuple[int, str]]) -> None:
        """Let one of ``contests``, pairs of number and title, be chosen, or none."""
        self.contest.choices = [
            choice(_NO_CONTEST, gettext("None")),
            *(choice(str(number), title) for number, title in contests),
        ]

    @property
    def text(self) -> WorkshopText:
        """What was typed, as services take it."""
        names = [name for name in WorkshopText.__slots__ if name != "contest_id"]
        contest_id = None if self.contest.data == _NO_CONTEST else int(self.contest.data)
        return WorkshopText(**{name: self[name].data for name in names}, contest_id=contest_id)

    @staticmethod
    def filled_with(workshop: Workshop) -> dict[str, object]:
        """Return the workshop's values by the names of the fields."""
        names = [name for name in WorkshopText.__slots__ if name != "contest_id"]
        contest = _NO_CONTEST if workshop.contest_id is None else str(workshop.contest_id)
        return {name: getattr(workshop, name) for name in (*names, "capacity")} | {"contest": contest}


class NewWorkshopForm(WorkshopForm):
    """A new workshop, with its tables."""

    tables = IntegerField(
        lazy_text("Tables"),
        description=lazy_text("Each table has a board of its own."),
        default=1,
        validators=[InputRequired(), NumberRange(min=1, max=50)],
    )


class CallingOffForm(Form):
    """Why a workshop is called off."""

    reason = ParagraphsField(
        lazy_text("Reason"),
        description=lazy_text("Everybody reads it here, and all who registered by mail."),
        validators=[DataRequired(), GraphemeLength(most=1000)],
    )


class SlipCodeForm(Form):
    """The code on a slip of paper."""

    code = LineField(
        lazy_text("Code on your slip"),
        description=lazy_text("Ten letters and digits, such as 3F8KQ-W2M7D. Capital or small makes no difference."),
        validators=[DataRequired(), GraphemeLength(most=30)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class SlipsForm(Form):
    """How many slips to print for a table."""

    count = IntegerField(
        lazy_text("More slips for this table"), default=8, validators=[InputRequired(), NumberRange(min=1, max=100)]
    )


class NoteForm(Form):
    """One thought."""

    body = ParagraphsField(
        lazy_text("Note"),
        description=lazy_text("One thought on each note."),
        validators=[DataRequired(), GraphemeLength(most=140)],
    )


class HeadingForm(Form):
    """The heading of a group."""

    heading = LineField(lazy_text("Heading of the group"), validators=[DataRequired(), GraphemeLength(most=60)])

    @classmethod
    def of(cls, group: NoteGroup) -> "HeadingForm":
        """Return the form filled with the group's heading."""
        return cls(data={"heading": group.heading})


class HidingForm(Form):
    """Why a note is hidden."""

    reason = ParagraphsField(
        lazy_text("Reason"),
        description=lazy_text("Everybody reads this in place of the note."),
        validators=[DataRequired(), GraphemeLength(most=500)],
    )


class MinutesForm(Form):
    """The minutes of a workshop."""

    body = ParagraphsField(
        lazy_text("Minutes"),
        description=lazy_text("What was talked about, what came of it, and what happens next."),
        validators=[DataRequired(), GraphemeLength(most=20_000)],
    )

    @classmethod
    def of(cls, minutes: WorkshopMinutes | None) -> "MinutesForm":
        """Return the form filled with what was typed so far."""
        return cls(data=None if minutes is None else {"body": minutes.body})
