"""What judges and the secretariat type: score sheets, conflicts, award decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from contest import presets
from contest.enums import ConflictKind
from contest.models import Award, Criterion, ScoreSheet
from contest.services.judging import Line
from foundations.web.forms import Form, GraphemeLength, ParagraphsField, choice
from foundations.web.languages import in_language, lazy_text

POINTS = (1, 2, 3, 4, 5)
ANCHORED = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class CriterionFields:
    """The two fields of one criterion."""

    criterion: Criterion
    points: RadioField
    reason: ParagraphsField


class ScoreForm(Form):
    """A score sheet: its fields follow from the rubric."""

    _criteria: Sequence[Criterion] = ()

    @classmethod
    def of(cls, criteria: Sequence[Criterion], sheet: ScoreSheet | None) -> "ScoreForm":
        """Return the sheet's form, filled with what is stored or with what was just typed."""
        fields: dict[str, Any] = {"_criteria": criteria}
        for criterion in criteria:
            fields[f"points_{criterion.id}"] = RadioField(
                gettext("Points"), coerce=int, choices=_choices(criterion), validators=[Optional()]
            )
            fields[f"reason_{criterion.id}"] = ParagraphsField(
                gettext("Reason"), validators=[Optional(), GraphemeLength(most=1000)]
            )
        stored = {score.criterion_id: score for score in sheet.scores} if sheet is not None else {}
        data: dict[str, Any] = {f"points_{key}": score.points for key, score in stored.items()}
        data |= {f"reason_{key}": score.reason for key, score in stored.items()}
        form: ScoreForm = type("RubricForm", (cls,), fields)(data=data)
        return form

    @property
    def by_criterion(self) -> list[CriterionFields]:
        """The fields in the order of the rubric."""
        return [
            CriterionFields(criterion, self[f"points_{criterion.id}"], self[f"reason_{criterion.id}"])
            for criterion in self._criteria
        ]

    @property
    def lines(self) -> Mapping[int, Line]:
        """The lines that have both points and a reason, by criterion."""
        return {
            one.criterion.id: Line(one.points.data, one.reason.data)
            for one in self.by_criterion
            if one.points.data and one.reason.data
        }

    @property
    def is_complete(self) -> bool:
        """Whether every criterion has points and a reason."""
        return len(self.lines) == len(self._criteria)

    def mark_missing(self) -> None:
        """Show at each field what handing in still needs."""
        for one in self.by_criterion:
            if not one.points.data:
                one.points.errors = [gettext("Choose 1 to 5 points.")]
            if not one.reason.data:
                one.reason.errors = [gettext("Write the reason for these points.")]


class ConflictForm(Form):
    """A declared conflict of interest."""

    kind = RadioField(lazy_text("Why you step back"), validators=[InputRequired()])

    @classmethod
    def asking(cls) -> "ConflictForm":
        """Return the form with its kinds in the reader's words."""
        form = cls()
        form.kind.choices = [choice(kind.value, presets.conflict_label(kind)) for kind in ConflictKind]
        return form


class AwardDecisionForm(Form):
    """Who gets an award, or that nobody does, and why."""

    idea = SelectField(lazy_text("Goes to"), coerce=int, validators=[Optional()])
    explanation = ParagraphsField(
        lazy_text("Explanation"),
        description=lazy_text("Published with the award: why this idea, or why nobody."),
        validators=[DataRequired(), GraphemeLength(most=2000)],
    )

    @classmethod
    def of(cls, award: Award, eligible: Sequence[Any]) -> "AwardDecisionForm":
        """Return the form filled with the decision so far."""
        form = cls(data={"idea": award.idea_id or 0, "explanation": award.explanation})
        nobody = choice(0, gettext("Nobody (withhold the award)"))
        form.idea.choices = [nobody, *(choice(one.id, one.title) for one in eligible)]
        return form


def _choices(criterion: Criterion) -> list[Any]:
    return [
        choice(points, str(points), hint=in_language(criterion, f"anchor_{points}") if points in ANCHORED else "")
        for points in POINTS
    ]
