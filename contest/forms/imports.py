"""What the secretariat chooses when a file of ideas comes in."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from contest import presets
from contest.methods.imports import IdeaColumn
from contest.models import Contest
from foundations.web.forms import Form, choice
from foundations.web.languages import in_language, lazy_text

NO_COLUMN = -1


class UploadForm(Form):
    """A file of ideas."""

    file = FileField(
        lazy_text("CSV file"),
        description=lazy_text("Headings in the first row, one idea in each row below, at most 100,000 rows and 50 MB."),
        validators=[FileRequired()],
    )


class ColumnsForm(Form):
    """Which column of the file holds what."""

    division_id = SelectField(lazy_text("Division for ideas that name none"), coerce=int, validators=[InputRequired()])
    title = SelectField(coerce=int, description=lazy_text("Without one, the text's first sentence."))
    problem = SelectField(coerce=int)
    proposal = SelectField(coerce=int)
    data_needed = SelectField(coerce=int)
    author = SelectField(coerce=int, description=lazy_text("Without one, the file's name is shown."))
    division = SelectField(coerce=int)

    @classmethod
    def of(cls, contest: Contest, headings: Sequence[str], guessed: Mapping[IdeaColumn, int]) -> "ColumnsForm":
        """Return the form with the file's headings to choose from, filled with the guess."""
        form = cls(data={str(column): guessed.get(column, NO_COLUMN) for column in IdeaColumn})
        form.division_id.choices = [choice(one.id, in_language(one, "name")) for one in contest.divisions]
        columns = [choice(number, heading or gettext("(no heading)")) for number, heading in enumerate(headings)]
        for column in IdeaColumn:
            none = [] if column == IdeaColumn.PROPOSAL else [choice(NO_COLUMN, gettext("(not in the file)"))]
            form[column].choices = [*none, *columns]
            form[column].label.text = presets.column_label(column)
        return form

    @property
    def columns(self) -> dict[IdeaColumn, int]:
        """What was chosen, as services take it."""
        return {column: self[column].data for column in IdeaColumn if self[column].data != NO_COLUMN}
