"""An answer to what one is asked."""

from typing import Any

from wtforms import SelectMultipleField

from foundations.web.forms import Form, LineField
from foundations.web.languages import lazy_text

_DIGEST_BYTES = 32


class AnswerForm(Form):
    """Whom it is about, which notice was shown, and the kinds of data that were ticked."""

    recipient = LineField()
    notice = LineField()
    kinds = SelectMultipleField(lazy_text("Kinds of data"), choices=[], validate_choice=False)

    @property
    def chosen(self) -> frozenset[str]:
        """The names of the kinds that were ticked."""
        return frozenset(self.kinds.data or [])

    @property
    def digest(self) -> bytes:
        """The digest of the notice that was shown; that of no text if none was sent."""
        sent: Any = self.notice.data
        try:
            return bytes.fromhex(sent or "")
        except ValueError:
            return bytes(_DIGEST_BYTES)


class PlainForm(Form):
    """No field but the token and the key: one act in one press."""
