"""Calling and leading meetings."""

from collections.abc import Sequence

from flask_babel import gettext
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from foundations.web.forms import Form, GraphemeLength, JapanTimeField, LineField, ParagraphsField
from foundations.web.languages import in_language, lazy_text
from governance_board.models import Meeting, Motion
from governance_board.queries.seats import FilledSeat
from governance_board.services.meetings import MeetingText

_LINE = [DataRequired(), GraphemeLength(most=100)]
_NO_MOTION = 0


class MeetingForm(Form):
    """A call to a meeting."""

    title_ja = LineField(lazy_text("Title (Japanese)"), validators=_LINE)
    title_en = LineField(lazy_text("Title (English)"), validators=_LINE)
    place_ja = LineField(lazy_text("Place (Japanese)"), validators=_LINE)
    place_en = LineField(lazy_text("Place (English)"), validators=_LINE)
    starts_at = JapanTimeField(lazy_text("Begins"), validators=[DataRequired()])

    @property
    def text(self) -> MeetingText:
        """What was typed, as services take it."""
        names = ("title_ja", "title_en", "place_ja", "place_en")
        return MeetingText(*(self[name].data for name in names))


class ItemForm(Form):
    """A matter for the agenda."""

    title_ja = LineField(lazy_text("Title (Japanese)"), validators=_LINE)
    title_en = LineField(lazy_text("Title (English)"), validators=_LINE)
    motion = SelectField(lazy_text("Motion to be voted on"), coerce=int, validators=[Optional()])

    @classmethod
    def offering(cls, motions: Sequence[Motion], meeting: Meeting) -> "ItemForm":
        """Return the form with the motions that are not on the agenda yet."""
        form, there = cls(), {item.motion_id for item in meeting.items}
        form.motion.choices = [
            (_NO_MOTION, gettext("None: only to talk about")),
            *((one.id, in_language(one.latest, "title")) for one in motions if one.id not in there),
        ]
        return form


class ArrivalForm(Form):
    """Who has come: each choice is a seat with the person who sits there."""

    who = SelectField(lazy_text("Who has come"), validators=[InputRequired()])

    @classmethod
    def offering(cls, seats: Sequence[FilledSeat], meeting: Meeting) -> "ArrivalForm":
        """Return the form with the seats that are empty in the room, each by its member and its substitute."""
        form = cls()
        taken = {one.seat_id for one in meeting.attendances if one.left_at is None}
        form.who.choices = [
            (f"{filled.seat.id}-{holding.person_id}", f"{in_language(filled.seat, 'name')}: {holding.person.name}")
            for filled in seats
            if filled.seat.id not in taken
            for holding in (filled.member, filled.substitute)
            if holding is not None
        ]
        return form

    @property
    def chosen(self) -> tuple[int, int]:
        """The ids of seat and person."""
        seat, _, person = (self.who.data or "").partition("-")
        return int(seat), int(person)


class MinutesForm(Form):
    """The minutes as corrected by hand."""

    text_ja = ParagraphsField(lazy_text("Text (Japanese)"), validators=[DataRequired(), GraphemeLength(most=20_000)])
    text_en = ParagraphsField(lazy_text("Text (English)"), validators=[DataRequired(), GraphemeLength(most=20_000)])
