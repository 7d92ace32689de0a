"""``flask council``: founding the council and adding its seats. All else is done on its pages."""

import click
from flask.cli import AppGroup

from accounts.methods import Actor
from foundations.database.clock import now
from foundations.database.session import db
from governance_board.enums import Sector
from governance_board.queries.seats import the_council
from governance_board.services.seats import add_seat, establish_council

council_commands = AppGroup("council", help="The council of the platform.")


@council_commands.command("establish")
@click.option("--name-ja", required=True)
@click.option("--name-en", required=True)
@click.option("--about-ja", required=True, help="What it is for, in Japanese.")
@click.option("--about-en", required=True, help="What it is for, in English.")
def establish(**texts: str) -> None:
    """Found the council, once, with the usual standing orders."""
    if the_council() is not None:
        message = "The council has been established already. Nothing was changed."
        raise click.ClickException(message)
    establish_council(texts=texts, by=Actor(at=now()))
    db.session.commit()
    click.echo("The council is established. Add its seats with `flask council add-seat`.")


@council_commands.command("add-seat")
@click.argument("sector", type=click.Choice([sector.value for sector in Sector]))
@click.argument("name_ja")
@click.argument("name_en")
def add(sector: str, name_ja: str, name_en: str) -> None:
    """Add a vacant seat; the secretariat appoints who holds it."""
    if the_council() is None:
        message = "There is no council yet: `flask council establish` founds it."
        raise click.ClickException(message)
    seat = add_seat(sector=Sector(sector), name_ja=name_ja, name_en=name_en, by=Actor(at=now()))
    db.session.commit()
    click.echo(f"Seat {seat.number} is there.")
