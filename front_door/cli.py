"""``flask demo load``."""

import click
from flask import current_app
from flask.cli import AppGroup

from accounts.queries import is_anybody_there
from foundations.database.clock import now
from foundations.database.session import db
from front_door.services.demonstration import load_city

demo_commands = AppGroup("demo", help="The demonstration city.")


@demo_commands.command("load")
def load() -> None:
    """Fill an empty database with the demonstration city, once."""
    if not current_app.config["DEMONSTRATION_MODE"]:
        message = "The demonstration city is for demonstration mode only (YORIAI_DEMO=1). Nothing was loaded."
        raise click.ClickException(message)
    if is_anybody_there():
        click.echo("There are people here already, so the demonstration city was not loaded.")
        return
    click.echo("Loading the demonstration city …")
    city = load_city(at=now())
    db.session.commit()
    click.echo(
        f"{len(city.people)} people, {len(city.contests)} contests, {len(city.workshops)} workshops "
        f"and {len(city.ideas)} ideas are there."
    )
