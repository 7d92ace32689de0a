"""Writing an act of the platform down: in the ledger, and in the log once it is stored."""

import datetime as dt
from collections.abc import Mapping

from accounts.methods import Actor
from foundations.ledger.commitments import Json
from foundations.ledger.recording import record
from foundations.web.audit import log_once_stored


def record_act(kind: str, payload: Mapping[str, Json], *, subject: str, by: Actor | None, at: dt.datetime) -> str:
    """Record an act under ``data_platform.<kind>``; return the key of its entry. ``by`` None is the console."""
    person = None if by is None else by.person_id
    key = record(f"data_platform.{kind}", {**payload, "by": person}, subject=subject, at=at)
    log_once_stored(f"data_platform.{kind}", subject=subject, by=person)
    return key
