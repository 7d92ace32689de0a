"""Log lines about acts, written when the act is stored and not before."""

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from foundations.database.session import db
from foundations.web.log_lines import Fact, log_event

_WAITING = "web.audit"


def log_once_stored(name: str, **facts: Fact) -> None:
    """Log a named event with its facts when this transaction is committed; never if it is undone."""
    session = db.session()
    if not session.in_transaction():
        session.begin()  # so that a rollback finds something to end, and with it this line
    session.info.setdefault(_WAITING, []).append((name, facts))


@event.listens_for(db.session, "after_commit")
def _log(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for name, facts in session.info.pop(_WAITING, []):
        log_event(name, **facts)


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(_WAITING, None)
