"""What the clock clears away for the rooms below it, which know no clock."""

import datetime as dt

from foundations.scheduling.jobs import Job
from foundations.web.idempotency import forget_old_submissions

JOBS = (
    Job(
        name="forget-submissions",
        every=dt.timedelta(hours=1),
        run=lambda _key, at: forget_old_submissions(at=at),
        drains=True,
        forget_after=dt.timedelta(days=1),
    ),
)
