"""What WTForms says about a field, in the words of our own catalogues where they have it.

WTForms brings Japanese of its own, but it speaks of フィールド and 値 and never says what to do.
A text that no catalogue of ours has is left to WTForms.
"""

from functools import cache
from typing import Any

from flask_babel import gettext
from wtforms.i18n import get_translations

from foundations.words import N_

TEXTS = frozenset(
    {
        N_("This field is required."),
        N_("Not a valid choice."),
        N_("Invalid Choice: could not coerce."),
        N_("Not a valid integer value."),
        N_("Not a valid date value."),
        N_("Not a valid datetime value."),
        N_("Number must be at least %(min)s."),
        N_("Number must be at most %(max)s."),
        N_("Number must be between %(min)s and %(max)s."),
    }
)
"""The texts of WTForms that our forms can show; their translations stand in ``locales``."""


class FieldTexts:
    """What WTForms asks for its texts; it fills in the numbers itself."""

    def __init__(self, language: str) -> None:
        """Speak ``language`` where WTForms' own words are needed."""
        self._language = language

    def gettext(self, text: str) -> str:
        """Return ``text`` in the reader's language."""
        return gettext(text) if text in TEXTS else str(_texts_of_wtforms(self._language).gettext(text))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return the form for ``count``, in the reader's language."""
        return str(_texts_of_wtforms(self._language).ngettext(singular, plural, count))


@cache
def _texts_of_wtforms(language: str) -> Any:
    """Return WTForms' own texts; Flask-WTF would read their file anew for each request."""
    return get_translations([language.partition("@")[0]])
