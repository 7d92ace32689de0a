"""The form that all forms inherit: token, idempotency key, cleaned text, refusals as field errors."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from wtforms import DateTimeLocalField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.widgets import HiddenInput

from foundations.database.clock import JST
from foundations.database.session import db
from foundations.refusal import Refusal
from foundations.text_analysis.graphemes import count_graphemes
from foundations.text_analysis.hygiene import clean_line, clean_text
from foundations.web.errors import refusal_text
from foundations.web.field_texts import FieldTexts
from foundations.web.kept_words import is_only_shown
from foundations.web.languages import language
from foundations.web.unit_of_work import refusal_for


class Form(FlaskForm):
    """A form with a key that makes sending it twice the same as sending it once."""

    class Meta(FlaskForm.Meta):
        """Lets WTForms speak as all other pages do."""

        def get_translations(self, _form: FlaskForm) -> Any:
            """Return WTForms' texts in the reader's language."""
            return FieldTexts(language())

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(16))
    answer_status = 422
    """What a page that shows this form's errors answers with."""

    def hidden_tag(self, *_fields: str) -> Markup:
        """Return the hidden fields without ids, so that a page may hold several forms."""
        hidden = (field for field in self if isinstance(field.widget, HiddenInput))
        return Markup("\n").join(
            Markup('<input type="hidden" name="{}" value="{}">').format(field.name, field._value()) for field in hidden
        )

    @property
    def is_only_shown(self) -> bool:
        """Whether the form is shown as it had been filled in, to go on from there (see ``kept_words``)."""
        return is_only_shown()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was sent; a form that is only shown again is never accepted, and nothing is wrong with it."""
        return not self.is_only_shown and super().validate(extra_validators)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a refusal raised in the block into an error of this form, and undo the block.

        Nothing is flushed on leaving it: by then the block has returned its answer.
        A service whose rows a constraint may refuse flushes them itself.
        """
        try:
            yield
        except Refusal as refusal:
            db.session.rollback()
            self.add_refusal(refusal)
        except IntegrityError as error:
            db.session.rollback()
            named = refusal_for(error)
            if named is None:
                raise
            self.add_refusal(named)

    def add_refusal(self, refusal: Refusal) -> None:
        """Show ``refusal`` at its field, or above the form if it names none."""
        text = refusal_text(refusal)
        self.answer_status = refusal.status
        if refusal.field is not None and refusal.field in self:
            self[refusal.field].errors = [*self[refusal.field].errors, text]
        else:
            self.form_errors: list[str] = [*self.form_errors, text]


def choice(value: object, label: str, *, hint: str = "") -> Any:
    """Return a choice of a field that has several; ``hint`` stands below its label."""
    return SelectChoice(value, label, {"hint": hint} if hint else {})


class LineField(StringField):
    """One line of text, cleaned of what cannot be shown."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed; what is stored is what is shown."""
        self.data = _cleaned(clean_line, valuelist)


class ParagraphsField(TextAreaField):
    """Text of several lines, cleaned of what cannot be shown."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed; what is stored is what is shown."""
        self.data = _cleaned(clean_text, valuelist)


class JapanTimeField(DateTimeLocalField):
    """A date and time typed in Japan's time; its data is an instant in UTC."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed as Japan's time."""
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = self.data.replace(tzinfo=JST).astimezone(dt.UTC)

    def _value(self) -> str:
        if self.raw_data or self.data is None:
            return str(super()._value())  # type: ignore[misc]  # WTForms' own name, missing in its stubs
        return str(self.data.astimezone(JST).strftime(self.format[0]))


MOST_CODE_POINTS = 10
"""How many code points a visible character may have on average; columns are made for it."""


class GraphemeLength:
    """Validates length as people count it: in visible characters."""

    def __init__(self, *, most: int, least: int = 0) -> None:
        """Allow from ``least`` to ``most`` graphemes."""
        self.most, self.least = most, least
        self.field_flags = {"max_graphemes": most}

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Raise ValidationError with the count and the limit."""
        text = field.data or ""
        count = count_graphemes(text)
        if count > self.most or len(text) > self.most * MOST_CODE_POINTS:
            raise ValidationError(
                gettext(
                    "This has %(count)d characters; at most %(most)d fit. Nothing was lost: shorten it and send again.",
                    count=count,
                    most=self.most,
                )
            )
        if count < self.least:
            raise ValidationError(
                gettext("This has %(count)d characters; at least %(least)d are needed.", count=count, least=self.least)
            )


def _cleaned(clean: Callable[[str], str], values: list[Any]) -> str:
    try:
        return clean(values[0]) if values else ""
    except Refusal as refusal:
        raise ValueError(refusal_text(refusal)) from refusal
