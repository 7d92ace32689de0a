"""The forms that set up a contest: texts and dates, divisions, rubric, awards, schedule."""

import datetime as dt
from typing import Any

from flask_babel import gettext
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, Regexp

from contest.enums import WindowKind
from contest.models import TEXTS, Contest
from contest.services.contests import ContestText
from foundations.web.forms import Form, GraphemeLength, JapanTimeField, LineField, ParagraphsField, choice
from foundations.web.languages import in_language, lazy_text

_LINE = [DataRequired(), GraphemeLength(most=100)]
_TEXT = [DataRequired(), GraphemeLength(most=4000)]


class ScheduleFields(Form):
    """The dates of the three phases, in Japan's time."""

    submission_opens = JapanTimeField(lazy_text("Ideas: from"), validators=[DataRequired()])
    submission_closes = JapanTimeField(lazy_text("Ideas: until"), validators=[DataRequired()])
    voting_opens = JapanTimeField(lazy_text("Voting: from"), validators=[DataRequired()])
    voting_closes = JapanTimeField(lazy_text("Voting: until"), validators=[DataRequired()])
    judging_opens = JapanTimeField(lazy_text("Judging: from"), validators=[DataRequired()])
    judging_closes = JapanTimeField(lazy_text("Judging: until"), validators=[DataRequired()])

    @property
    def dates(self) -> dict[WindowKind, tuple[dt.datetime, dt.datetime]]:
        """What was typed, as services take it."""
        return {kind: (self[f"{kind}_opens"].data, self[f"{kind}_closes"].data) for kind in WindowKind}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that each phase ends after it begins, and that ideas are in before voting begins."""
        if not super().validate(extra_validators):
            return False
        for kind in WindowKind:
            opens, closes = self.dates[kind]
            if closes <= opens:
                self[f"{kind}_closes"].errors = [gettext("This must be later than the beginning of the phase.")]
        if self.dates[WindowKind.VOTING][0] < self.dates[WindowKind.SUBMISSION][1]:
            self.voting_opens.errors = [gettext("Voting can begin only after the call for ideas has closed.")]
        return not self.errors


class ScheduleForm(ScheduleFields):
    """Moving the dates of a contest, with the reason that the record will show."""

    reason = LineField(
        lazy_text("Reason for the change"),
        description=lazy_text("It is kept in the record with the old and the new dates."),
        validators=_LINE,
    )

    @classmethod
    def of(cls, contest: Contest) -> "ScheduleForm":
        """Return the form filled with the contest's dates."""
        dates = {f"{window.kind}_opens": window.opens_at for window in contest.windows}
        return cls(data=dates | {f"{window.kind}_closes": window.closes_at for window in contest.windows})


class ContestTextForm(Form):
    """The texts of a contest in both languages."""

    slug = LineField(
        lazy_text("Address of the page"),
        description=lazy_text("Small letters, digits and hyphens, such as mobility-2027."),
        validators=[DataRequired(), Regexp(r"[a-z0-9]+(-[a-z0-9]+)*$"), GraphemeLength(most=60)],
    )
    title_ja = LineField(lazy_text("Title (Japanese)"), validators=_LINE)
    title_en = LineField(lazy_text("Title (English)"), validators=_LINE)
    theme_ja = LineField(lazy_text("Theme (Japanese)"), validators=_LINE)
    theme_en = LineField(lazy_text("Theme (English)"), validators=_LINE)
    summary_ja = ParagraphsField(lazy_text("Summary (Japanese)"), validators=_TEXT)
    summary_en = ParagraphsField(lazy_text("Summary (English)"), validators=_TEXT)
    description_ja = ParagraphsField(lazy_text("Description (Japanese)"), validators=_TEXT)
    description_en = ParagraphsField(lazy_text("Description (English)"), validators=_TEXT)
    eligibility_ja = ParagraphsField(lazy_text("Who may take part (Japanese)"), validators=_TEXT)
    eligibility_en = ParagraphsField(lazy_text("Who may take part (English)"), validators=_TEXT)
    rules_ja = ParagraphsField(lazy_text("Rules (Japanese)"), validators=_TEXT)
    rules_en = ParagraphsField(lazy_text("Rules (English)"), validators=_TEXT)

    @property
    def text(self) -> ContestText:
        """What was typed, as services take it."""
        slug = self["slug"].data if "slug" in self else ""
        return ContestText(slug=slug, **{name: self[name].data for name in TEXTS})


class EditingForm(ContestTextForm):
    """Changing the texts of a contest: its address until it is announced, with a reason from then on."""

    reason = LineField(
        lazy_text("Reason for the change"),
        description=lazy_text("Everybody can read it on the contest's page, with the old and the new texts."),
        validators=_LINE,
    )
    seen = HiddenField()

    @classmethod
    def of(cls, contest: Contest) -> "EditingForm":
        """Return the form filled with the contest's texts, or with what was just typed."""
        form = cls(data={name: getattr(contest, name) for name in ("slug", *TEXTS)} | {"seen": contest.texts_digest})
        del form["reason" if contest.announced_at is None else "slug"]
        return form

    @property
    def given_reason(self) -> str:
        """The reason typed; empty before the announcement, when none is asked for."""
        return (self["reason"].data or "") if "reason" in self else ""


class ContestForm(ContestTextForm, ScheduleFields):
    """A new contest: texts and dates."""


class DivisionForm(Form):
    """A division and its ballot rule."""

    slug = LineField(
        lazy_text("Short name for addresses"),
        validators=[DataRequired(), Regexp(r"[a-z0-9]+(-[a-z0-9]+)*$"), GraphemeLength(most=60)],
    )
    name_ja = LineField(lazy_text("Name (Japanese)"), validators=_LINE)
    name_en = LineField(lazy_text("Name (English)"), validators=_LINE)
    description_ja = ParagraphsField(lazy_text("Description (Japanese)"), validators=_TEXT)
    description_en = ParagraphsField(lazy_text("Description (English)"), validators=_TEXT)
    picks = IntegerField(
        lazy_text("Picks per voter"), default=3, validators=[DataRequired(), NumberRange(min=1, max=20)]
    )
    quota = IntegerField(lazy_text("Awards"), default=1, validators=[InputRequired(), NumberRange(min=0, max=50)])

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as ``services.parts.add_division`` takes it."""
        texts = {name: self[name].data for name in ("name_ja", "name_en", "description_ja", "description_en")}
        return {"slug": self.slug.data, "texts": texts, "quota": self.quota.data, "picks": self.picks.data}


class CriterionForm(Form):
    """A line of the rubric with its anchors."""

    name_ja = LineField(lazy_text("Name (Japanese)"), validators=_LINE)
    name_en = LineField(lazy_text("Name (English)"), validators=_LINE)
    weight = IntegerField(lazy_text("Weight"), default=1, validators=[DataRequired(), NumberRange(min=1, max=100)])
    anchor_1_ja = LineField(lazy_text("1 point means (Japanese)"), validators=_LINE)
    anchor_1_en = LineField(lazy_text("1 point means (English)"), validators=_LINE)
    anchor_3_ja = LineField(lazy_text("3 points mean (Japanese)"), validators=_LINE)
    anchor_3_en = LineField(lazy_text("3 points mean (English)"), validators=_LINE)
    anchor_5_ja = LineField(lazy_text("5 points mean (Japanese)"), validators=_LINE)
    anchor_5_en = LineField(lazy_text("5 points mean (English)"), validators=_LINE)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as ``services.parts.add_criterion`` takes it."""
        anchors = [f"anchor_{points}_{tongue}" for points in (1, 3, 5) for tongue in ("ja", "en")]
        texts = {name: self[name].data for name in ("name_ja", "name_en", *anchors)}
        return {"texts": texts, "weight": self.weight.data}


class AwardForm(Form):
    """A prize, for one division or for the whole contest."""

    name_ja = LineField(lazy_text("Name (Japanese)"), validators=_LINE)
    name_en = LineField(lazy_text("Name (English)"), validators=_LINE)
    division = SelectField(lazy_text("Division"), coerce=int, validators=[Optional()])

    @classmethod
    def offering(cls, contest: Contest) -> "AwardForm":
        """Return the form with the contest's divisions to choose from, or none of them."""
        form = cls()
        form.division.choices = [
            choice(0, gettext("Whole contest")),
            *(choice(division.id, in_language(division, "name")) for division in contest.divisions),
        ]
        return form

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as ``services.parts.add_award`` takes it."""
        texts = {name: self[name].data for name in ("name_ja", "name_en")}
        return {"texts": texts, "division_id": self.division.data or None}


PartForm = DivisionForm | CriterionForm | AwardForm
