"""What operators see of the clock and do about it: the check, and ``flask clock accept``."""

import click
from flask.cli import AppGroup

from foundations.database.clock import now
from foundations.database.clock_mark import accept_clock, stored_up_to
from foundations.database.session import transaction
from foundations.ledger.recording import record
from foundations.web.doctor import NeedsAttention

CLOCK_ACCEPTED = "clock.accepted"
"""The act by which an operator lets time run from an earlier moment again; it names no person and is public."""

clock_commands = AppGroup("clock", help="What the record knows of the time.")


def check_clock() -> str:
    """Return "ok" if the clock has not been set back.

    Raises:
        NeedsAttention: if it stands before what is stored; with what to do about it.
    """
    reached = stored_up_to()
    if reached is not None:
        advice = (
            f"It says {now():%Y-%m-%d %H:%M:%S} UTC, but acts are stored up to {reached:%Y-%m-%d %H:%M:%S}. Nobody can "
            'vote or submit meanwhile. Set it right; if it was ahead before by mistake: flask clock accept --reason "…"'
        )
        raise NeedsAttention(advice, state="set back")
    return "ok"


@clock_commands.command("accept")
@click.option("--reason", required=True, help="What was wrong with the clock; it goes on the record.")
def accept(reason: str) -> None:
    """Take the clock as it is now, although acts are stored with later times: an act on the record.

    For a clock that was ahead by mistake and has been put right. Without it everything
    waits until the clock has caught up. Phases that seemed to have closed are open again.
    """
    with transaction("write") as session:
        before, at = accept_clock(session)
        if before is None or before <= at:
            raise click.ClickException("Nothing is stored with a later time than the clock's; there is nothing to do.")
        payload = {"reason": reason, "before": before.isoformat(), "after": at.isoformat()}
        record(CLOCK_ACCEPTED, payload, subject=None, at=at)
    click.echo(f"The clock counts from {at:%Y-%m-%d %H:%M:%S} UTC on; it was ahead until {before:%Y-%m-%d %H:%M:%S}.")
    click.echo("Acts stored meanwhile keep their times: `flask ledger verify` may call those after them dated back.")
