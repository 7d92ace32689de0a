"""Writing an act of the council down: in the ledger, and in the log once it is stored."""

from collections.abc import Mapping

from accounts.methods import Actor
from foundations.database.locks import hold
from foundations.ledger.commitments import Json
from foundations.ledger.recording import record
from foundations.web.audit import log_once_stored
from governance_board.errors import NoCouncil
from governance_board.models import Council
from governance_board.queries.seats import the_council


def record_act(kind: str, payload: Mapping[str, Json], *, subject: str, by: Actor) -> str:
    """Record an act under ``governance_board.<kind>``; return the key of its entry."""
    key = record(f"governance_board.{kind}", {**payload, "by": by.person_id}, subject=subject, at=by.at)
    log_once_stored(f"governance_board.{kind}", subject=subject, by=by.person_id)
    return key


def hold_council() -> Council:
    """Return the council; whoever numbers something new waits here for whoever does so now.

    Raises:
        NoCouncil: if none has been established.
    """
    council = the_council()
    if council is None:
        raise NoCouncil
    hold(council, "established_at")
    return council
