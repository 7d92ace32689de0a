"""Refusals about ideas and the files they come in."""

from foundations.refusal import Refusal
from foundations.words import N_


class SubmissionClosed(Refusal):
    """The call for ideas is not open."""

    message = N_(
        "Ideas are accepted from %(opens_at)s until %(closes_at)s. Your draft has been kept; nothing was submitted."
    )


class IdeaIncomplete(Refusal):
    """A draft lacks something that a submitted idea must have."""

    message = N_("Please fill in every required field. Your draft has been saved.")
    status = 422


class WrongIdeaState(Refusal):
    """The idea has moved on since the page was opened."""

    message = N_(
        "This idea has changed since you opened the page, so nothing was done. Reload it to see where it stands."
    )


class FileUnreadable(Refusal):
    """An uploaded file is not a table that can be read."""

    message = N_(
        "This file could not be read. Save it as CSV with headings in the first row, in UTF-8 or in the form that "
        "Excel writes, and upload it again. Nothing was imported."
    )
    field = "file"
    status = 422


class ImportMovedOn(Refusal):
    """The import has gone on since the page was opened."""

    message = N_("This import has gone on since you opened the page. Reload it to see where it stands.")


class ImportedBefore(Refusal):
    """The same file is already in the contest."""

    message = N_("This very file has already been imported into this contest. Nothing was imported again.")
    field = "file"
