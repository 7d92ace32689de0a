"""The one kind of error that a person may meet: a named refusal with a way on."""

from foundations.words import N_


class Refusal(Exception):
    """An act that the rules do not allow, named by its subclass.

    ``message`` says what happened, what was kept and what to do next; it is a
    gettext key and may hold ``%(name)s`` fields filled from the keywords given.
    ``field`` names the form field to which the message belongs, if any.
    ``status`` is the HTTP status a page answers with.
    """

    message = N_("This could not be done. Nothing was changed.")
    field: str | None = None
    status = 409

    def __init__(self, **details: object) -> None:
        """Keep ``details`` for the message's fields."""
        super().__init__(type(self).__name__)
        self.details = details
