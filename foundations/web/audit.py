"""Log lines about acts, written when the act is stored and not before."""

from sqlalchemy import event
from sqlalchemy.orm import Session

from foundations.database.session import db
from foundations.web.log_lines import Fact, log_event

_WAITING = "web.audit"


def log_once_stored(name: str, **facts: Fact) -> None:
    """Log a named event with its facts when this transaction is committed; never if it is undone."""
    db.session().info.setdefault(_WAITING, []).append((name, facts))


@event.listens_for(db.session, "after_commit")
def _log(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for name, facts in session.info.pop(_WAITING, []):
        log_event(name, **facts)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_WAITING, None)
