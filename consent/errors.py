"""Named refusals of consents."""

from foundations.refusal import Refusal
from foundations.words import N_


class ConsentActNotPossible(Refusal):
    """The consent has moved on, or was never in the state that the act needs."""

    message = N_(
        "This consent has changed since you opened the page, so nothing was done. Reload it to see where it stands."
    )
