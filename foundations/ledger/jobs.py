"""The job that signs the ledger's head: at most once a minute, and only when it has grown."""

import datetime as dt
from collections.abc import Iterable

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from foundations.ledger.checkpoints import publish_checkpoint, signed_at_of_newest
from foundations.ledger.models import LedgerHead
from foundations.ledger.signing_keys import signer_for
from foundations.scheduling.jobs import Job

BETWEEN_CHECKPOINTS = dt.timedelta(seconds=50)
"""With a clock that knocks every few seconds, a new head is signed within a minute."""


def unsigned_head(session: Session, at: dt.datetime) -> Iterable[tuple[str, dt.datetime]]:
    """Name the head by its size if entries wait for a checkpoint and the last one is old enough."""
    size = session.scalar(select(LedgerHead.size)) or 0
    signed_size, signed_at = signed_at_of_newest()
    if size > signed_size and (signed_at is None or at - signed_at >= BETWEEN_CHECKPOINTS):
        yield str(size), at


def _publish(_size: str, at: dt.datetime) -> None:
    publish_checkpoint(signer_for(current_app.extensions["yoriai_settings"]), at=at)


JOBS = (Job(name="ledger-checkpoint", run=_publish, due=unsigned_head, forget_after=dt.timedelta(days=1)),)
