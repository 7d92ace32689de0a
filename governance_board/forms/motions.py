"""Motions, interests, recusals, votes and brakes, as people type them."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import DateField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp

from foundations.web.forms import Form, GraphemeLength, LineField, ParagraphsField
from foundations.web.languages import in_language, lazy_text
from governance_board.enums import (
    ABOUT_A_RULE,
    ABOUT_A_SUSPENSION,
    Formula,
    InterestKind,
    MotionKind,
    Target,
    Vote,
)
from governance_board.models import Motion, Rule, Suspension
from governance_board.presets import labels
from governance_board.queries.seats import FilledSeat
from governance_board.services.motions import Subject
from governance_board.services.wordings import Wording

_LINE = [DataRequired(), GraphemeLength(most=100)]
_TEXT = [DataRequired(), GraphemeLength(most=8000)]
_REASON = [DataRequired(), GraphemeLength(most=1000)]
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*$"
_NONE = 0


class WordingForm(Form):
    """What a motion says."""

    title_ja = LineField(lazy_text("Title (Japanese)"), validators=_LINE)
    title_en = LineField(lazy_text("Title (English)"), validators=_LINE)
    text_ja = ParagraphsField(lazy_text("Text (Japanese)"), validators=_TEXT)
    text_en = ParagraphsField(lazy_text("Text (English)"), validators=_TEXT)
    terms = ParagraphsField(
        lazy_text("Machine terms"),
        description=lazy_text(
            'For a rule: JSON such as {"effect": "permit", "datasets": ["…"], "purposes": ["…"]}. '
            "Lists that are left out mean any."
        ),
        validators=[Optional(), GraphemeLength(most=8000)],
    )
    effective_on = DateField(
        lazy_text("In force from"),
        description=lazy_text("For a rule: from the beginning of that day in Japan."),
        validators=[Optional()],
    )
    review_on = DateField(
        lazy_text("Review date"),
        description=lazy_text("For a rule: without a new decision it lapses on that day."),
        validators=[Optional()],
    )
    reason = ParagraphsField(lazy_text("Reason for this wording"), validators=_REASON)

    @classmethod
    def of(cls, motion: Motion) -> "WordingForm":
        """Return the form filled with the newest version."""
        form: WordingForm = cls(obj=motion.latest)
        if not form.is_submitted():
            form.reason.data = ""
        return form

    @property
    def wording(self) -> Wording:
        """What was typed, as services take it."""
        texts = {name: self[name].data or "" for name in ("title_ja", "title_en", "text_ja", "text_en", "terms")}
        return Wording(
            **texts, effective_on=self.effective_on.data, review_on=self.review_on.data, reason=self.reason.data or ""
        )


class MotionForm(WordingForm):
    """A new motion."""

    kind = RadioField(lazy_text("What the council is asked"), validators=[InputRequired()])
    formula = RadioField(lazy_text("What it needs to carry"), validators=[InputRequired()])
    rule_slug = LineField(
        lazy_text("Name of the new rule in addresses"),
        description=lazy_text("Small letters, digits and hyphens, such as people-flow-congestion."),
        validators=[Optional(), Regexp(_SLUG), GraphemeLength(most=60)],
    )
    rule = SelectField(lazy_text("Rule to amend or repeal"), coerce=int, validators=[Optional()])
    suspension = SelectField(lazy_text("Suspension to ratify or lift"), coerce=int, validators=[Optional()])

    @classmethod
    def offering(cls, rules: Sequence[Rule], suspensions: Sequence[Suspension], **chosen: Any) -> "MotionForm":
        """Return the form with what a motion can be about, ``chosen`` values filled in."""
        form = cls(data=chosen)
        form.kind.choices = [(kind.value, labels.kind_label(kind)) for kind in MotionKind]
        form.formula.choices = [
            (one.value, labels.formula_label(one), {"hint": labels.formula_note(one)}) for one in Formula
        ]
        nothing = (_NONE, gettext("None"))
        form.rule.choices = [nothing, *((one.id, in_language(one.versions[-1], "title")) for one in rules)]
        form.suspension.choices = [nothing, *((one.id, one.name) for one in suspensions)]
        return form

    def subject(self, rules: Sequence[Rule], suspensions: Sequence[Suspension]) -> Subject:
        """What the motion is about, as services take it."""
        return Subject(
            rule_slug=self.rule_slug.data or "",
            rule=next((one for one in rules if one.id == self.rule.data), None),
            suspension=next((one for one in suspensions if one.id == self.suspension.data), None),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that what the kind of motion is about was named."""
        is_valid = bool(super().validate(extra_validators))
        kind = self.kind.data
        needs: dict[MotionKind, Field] = {MotionKind.ENACT_RULE: self.rule_slug}
        needs |= dict.fromkeys(ABOUT_A_RULE, self.rule) | dict.fromkeys(ABOUT_A_SUSPENSION, self.suspension)
        named = needs.get(MotionKind(kind)) if kind in set(MotionKind) else None
        if named is not None and not named.data:
            named.errors = [*named.errors, gettext("Name what the motion is about.")]
            return False
        return is_valid


class InterestForm(Form):
    """What ties a member to a motion."""

    kind = RadioField(lazy_text("What ties you to this motion"), validators=[InputRequired()])
    note = ParagraphsField(
        lazy_text("In your words"), description=lazy_text("Published with the motion."), validators=_REASON
    )

    @classmethod
    def asking(cls) -> "InterestForm":
        """Return the form with its kinds in the reader's words."""
        form = cls()
        form.kind.choices = [(kind.value, labels.interest_label(kind)) for kind in InterestKind]
        return form


class RecusalForm(Form):
    """Which seat takes no part, and why."""

    seat = SelectField(lazy_text("Seat"), coerce=int, validators=[InputRequired()])
    reason = ParagraphsField(
        lazy_text("Reason"), description=lazy_text("Published with the motion."), validators=_REASON
    )

    @classmethod
    def offering(cls, seats: Sequence[FilledSeat]) -> "RecusalForm":
        """Return the form with the seats."""
        form = cls()
        form.seat.choices = [(one.seat.id, in_language(one.seat, "name")) for one in seats]
        return form


class VoteForm(Form):
    """A seat's vote."""

    choice = RadioField(lazy_text("Your vote"), validators=[InputRequired()])

    @classmethod
    def asking(cls) -> "VoteForm":
        """Return the form with the choices in the reader's words."""
        form = cls()
        form.choice.choices = [(vote.value, labels.vote_label(vote)) for vote in Vote]
        return form


class SuspensionForm(Form):
    """What is to be stopped at once, and why."""

    target = RadioField(lazy_text("What is to be stopped"), validators=[InputRequired()])
    name = LineField(
        lazy_text("Its name in addresses"), validators=[DataRequired(), Regexp(_SLUG), GraphemeLength(most=60)]
    )
    reason = ParagraphsField(lazy_text("Reason"), validators=_REASON)

    @classmethod
    def asking(cls) -> "SuspensionForm":
        """Return the form with its targets in the reader's words."""
        form = cls()
        form.target.choices = [(one.value, labels.target_label(one)) for one in Target]
        return form
