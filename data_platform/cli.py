"""``flask decisions``: tokens for organisations' machines, and the replay of what was decided."""

import datetime as dt
import sys

import click
from flask.cli import AppGroup

from accounts.queries.organisations import organisation_with_slug
from accounts.services.organisations import create_credential
from data_platform.services.replaying import replay_all
from foundations.database.clock import now
from foundations.database.session import transaction
from foundations.refusal import Refusal

decisions_commands = AppGroup("decisions", help="Decisions on uses of data.")
_LASTS_DAYS = 90


@decisions_commands.command("token")
@click.argument("organisation")
@click.option("--days", default=_LASTS_DAYS, show_default=True, help="How long it opens anything.")
def token(organisation: str, days: int) -> None:
    """Print a new bearer token of ORGANISATION (its name in addresses); it cannot be shown again."""
    try:
        with transaction("write"):
            held = organisation_with_slug(organisation)
            if held is None:
                message = f"No organisation is called {organisation}."
                raise click.ClickException(message)
            lasts = dt.timedelta(days=days)
            _, bearer = create_credential(organisation=held, label="console", lasts=lasts, by=None, at=now())
    except Refusal as refusal:
        raise click.ClickException(refusal.message % refusal.details) from refusal
    click.echo(bearer)


@decisions_commands.command("replay")
def replay() -> None:
    """Decide anew on every recorded decision, from what was on record then; exit with 1 if any answer differs."""
    with transaction("read"):
        count, different = 0, 0
        for one in replay_all():
            count += 1
            if not one.is_same:
                different += 1
                click.echo(f"{one.record.ledger_key}: was {one.record.answer}, is {one.answer}")
    click.echo(f"{count} decisions replayed: {count - different} the same, {different} different.")
    sys.exit(1 if different else 0)
