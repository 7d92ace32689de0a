"""Slips of paper that let a phone write notes without an account."""

import datetime as dt
import secrets

from accounts.methods import Actor
from accounts.queries import token_digest
from foundations.database.locks import hold
from foundations.database.session import db
from foundations.ledger.recording import record
from workshops.errors import SlipInUse, SlipUnknown
from workshops.methods.slips import new_slip_code, read_slip_code
from workshops.models import Board, Slip
from workshops.queries.participants import last_slip_number, slip_with_code

_TOKEN_BYTES = 32


def issue_slips(*, board: Board, count: int, by: Actor) -> None:
    """Make ``count`` more slips for a table."""
    hold(board, "version")
    first = last_slip_number(board) + 1
    db.session.add_all(
        Slip(board_id=board.id, number=number, code=new_slip_code(), issued_at=by.at)
        for number in range(first, first + count)
    )
    db.session.flush()
    payload = {"board": board.id, "count": count, "by": by.person_id}
    record("workshops.slips_issued", payload, subject=f"workshop:{board.workshop_id}", at=by.at)


def claim_slip(*, typed: str, token: str | None, at: dt.datetime) -> tuple[Slip, str]:
    """Bind a slip to the phone that shows its code; return it and the phone's own token.

    The same phone may type its code again. There is no limit on tries: a code has 50 random bits.

    Args:
        typed: the code as somebody typed it.
        token: the token this phone already holds, if any.
        at: the instant of claiming.

    Raises:
        SlipUnknown: if no slip has the code.
        SlipInUse: if another phone holds the slip.
    """
    code = read_slip_code(typed)
    slip = None if code is None else slip_with_code(code)
    if slip is None:
        raise SlipUnknown
    hold(slip, "token_digest", "claimed_at")
    if slip.token_digest is None:
        fresh = secrets.token_urlsafe(_TOKEN_BYTES)
        slip.claim(token_digest(fresh), at=at)
        db.session.flush()
        return slip, fresh
    if token is None or token_digest(token) != slip.token_digest:
        raise SlipInUse
    return slip, token


def free_slip(*, slip: Slip, by: Actor) -> None:
    """Let another phone take the slip over; its notes stay."""
    hold(slip, "token_digest", "claimed_at")
    slip.free()
    payload = {"slip": slip.id, "by": by.person_id}
    record("workshops.slip_freed", payload, subject=f"workshop:{slip.board.workshop_id}", at=by.at)
