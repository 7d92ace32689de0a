"""How often somebody may try, so that guessing does not pay and nobody is locked out from elsewhere."""

import datetime as dt
from dataclasses import dataclass

from accounts.enums import AttemptKind

WINDOW = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many attempts in a window: on one account from one place, and from one place in all.

    There is no limit on an account alone: a stranger elsewhere could use it up.
    """

    per_account_and_place: int
    per_place: int


# A school or an office stands behind one address; 200 people there make some slips.
LIMITS = {
    AttemptKind.SIGN_IN: Limit(per_account_and_place=10, per_place=60),
    AttemptKind.MAIL: Limit(per_account_and_place=5, per_place=60),
}
