"""The form of an idea, and of a comment."""

from wtforms import RadioField
from wtforms.validators import DataRequired, Optional

from contest.models import Contest, Idea
from contest.services.ideas import IdeaText
from foundations.web.forms import Form, GraphemeLength, LineField, ParagraphsField, choice
from foundations.web.languages import in_language, lazy_text

LONGEST_TITLE = 80
LONGEST_TEXT = 2000
LONGEST_COMMENT = 1000


class IdeaForm(Form):
    """An idea, whole: what submitting asks for."""

    division = RadioField(lazy_text("Division"), coerce=int, validators=[DataRequired()])
    title = LineField(
        lazy_text("Title"),
        description=lazy_text("Say in one line what should change."),
        validators=[DataRequired(), GraphemeLength(most=LONGEST_TITLE)],
    )
    problem = ParagraphsField(
        lazy_text("What is the trouble?"),
        description=lazy_text("Who is troubled, where and when? What you saw or lived through helps most."),
        validators=[DataRequired(), GraphemeLength(most=LONGEST_TEXT)],
    )
    proposal = ParagraphsField(
        lazy_text("Your proposal"),
        description=lazy_text("What should be done, by whom, and what would be better then?"),
        validators=[DataRequired(), GraphemeLength(most=LONGEST_TEXT)],
    )
    data_needed = ParagraphsField(
        lazy_text("Which data would this need?"),
        description=lazy_text("Write what comes to mind, such as passengers by hour. If none is needed, say so."),
        validators=[DataRequired(), GraphemeLength(most=LONGEST_TEXT)],
    )

    def offer_divisions(self, contest: Contest) -> None:
        """Let the author choose among the contest's divisions."""
        self.division.choices = [
            choice(division.id, in_language(division, "name"), hint=in_language(division, "description"))
            for division in contest.divisions
        ]

    @property
    def text(self) -> IdeaText:
        """What was typed, as services take it."""
        return IdeaText(
            division_id=self.division.data,
            title=self.title.data or "",
            problem=self.problem.data or "",
            proposal=self.proposal.data or "",
            data_needed=self.data_needed.data or "",
        )

    @classmethod
    def of(cls, idea: Idea) -> "IdeaForm":
        """Return the form filled with what is stored, or with what was just typed."""
        form = cls(
            data={
                "division": idea.division_id,
                "title": idea.title,
                "problem": idea.problem,
                "proposal": idea.proposal,
                "data_needed": idea.data_needed,
            }
        )
        form.offer_divisions(idea.contest)
        return form


class DraftForm(IdeaForm):
    """The same fields while writing: nothing is required yet, only what cannot be stored is refused."""

    division = RadioField(lazy_text("Division"), coerce=int, validators=[Optional()])
    title = LineField(validators=[GraphemeLength(most=200)])
    problem = ParagraphsField(validators=[GraphemeLength(most=5 * LONGEST_TEXT)])
    proposal = ParagraphsField(validators=[GraphemeLength(most=5 * LONGEST_TEXT)])
    data_needed = ParagraphsField(validators=[GraphemeLength(most=5 * LONGEST_TEXT)])


class CommentForm(Form):
    """One comment."""

    body = ParagraphsField(
        lazy_text("Your comment"),
        description=lazy_text(
            "Questions, doubts and additions help an idea grow. Please write as you would speak to a neighbour."
        ),
        validators=[DataRequired(), GraphemeLength(most=LONGEST_COMMENT)],
    )


class PlainForm(Form):
    """A button: nothing to fill in, but its token and key."""
