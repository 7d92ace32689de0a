"""Named refusals of the council."""

from foundations.refusal import Refusal
from foundations.words import N_


class TermsInvalid(Refusal):
    """Machine terms that cannot be read; ``clause`` names the part."""

    message = N_(
        'The machine terms cannot be read at "%(clause)s". Nothing was changed; correct that part and send them again.'
    )
    status = 422
    field = "terms"
