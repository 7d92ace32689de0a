"""The ballot: ideas ticked, and what would make each of them better."""

import re
from typing import Any

from wtforms import Field
from wtforms.form import BaseForm

from contest.methods.ballots import Choice
from foundations.web.forms import Form, GraphemeLength, ParagraphsField
from foundations.web.languages import lazy_text

LONGEST_IMPROVEMENT = 400
_MORE_THAN_ANY_BALLOT_HOLDS = 1000
_NO_IDEA = 0
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_IMPROVEMENT = "improvement-"


class PicksField(Field):
    """The numbers of the ideas that were ticked; what is no number names no idea."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the numbers in the order sent."""
        self.data = [
            int(value) if _NUMBER.fullmatch(value) else _NO_IDEA for value in valuelist[:_MORE_THAN_ANY_BALLOT_HOLDS]
        ]


class BallotForm(Form):
    """Picks, each with a field for an improvement. The ballot rule is judged by ``contest.methods.ballots``."""

    picks = PicksField(default=list)

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Add a field for the improvement of every idea named, then read all fields."""
        sent = self.meta.wrap_formdata(self, formdata)
        if sent:
            named = {name.removeprefix(_IMPROVEMENT) for name in sent if name.startswith(_IMPROVEMENT)}
            for number in sorted(filter(_NUMBER.fullmatch, named | set(sent.getlist("picks")))):
                # A Form refuses fields that its class does not name; its base takes them.
                BaseForm.__setitem__(self, _IMPROVEMENT + number, _improvement_field())
        super().process(sent, *args, **kwargs)

    @property
    def picked(self) -> list[int]:
        """The numbers of the ideas picked."""
        return list(self.picks.data or [])

    @property
    def choices(self) -> list[Choice]:
        """The ballot, as services take it."""
        return [Choice(idea, self.improvement_of(idea)) for idea in self.picked]

    @property
    def improvements(self) -> list[Field]:
        """The fields for improvements, of picked ideas and of those picked before."""
        return [field for field in self if field.name.startswith(_IMPROVEMENT)]

    def improvement_of(self, idea_id: int) -> str:
        """Return what was typed for the idea."""
        name = f"{_IMPROVEMENT}{idea_id}"
        return (self[name].data or "") if name in self else ""


def _improvement_field() -> Any:
    return ParagraphsField(
        lazy_text("What would make this idea better?"), validators=[GraphemeLength(most=LONGEST_IMPROVEMENT)]
    )
