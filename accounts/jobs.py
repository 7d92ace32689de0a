"""What the clock clears away in accounts; how long each thing is kept stands in docs/decisions/0013."""

import datetime as dt

from accounts.services.attempts import forget_old_attempts
from accounts.services.forgetting import forget_what_is_over
from foundations.scheduling.jobs import Job

JOBS = (
    Job(
        name="forget-attempts",
        every=dt.timedelta(minutes=5),
        run=lambda _key, at: forget_old_attempts(at=at),
        drains=True,
        forget_after=dt.timedelta(days=1),
    ),
    Job(
        name="forget-accounts",
        every=dt.timedelta(hours=1),
        run=lambda _key, at: forget_what_is_over(at=at),
        drains=True,
        forget_after=dt.timedelta(days=1),
    ),
)
