"""``flask accounts``: the first administrator, and offices given from the operator's console."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from accounts.enums import EVERYWHERE, Role
from accounts.methods.addresses import address_key
from accounts.models import CODE_LASTS, Person
from accounts.queries import person_with_address
from accounts.services import roles, sign_ups
from foundations.database.clock import now, start_of_day
from foundations.database.session import transaction
from foundations.mail.composing import link_from_outside
from foundations.refusal import Refusal

accounts_commands = AppGroup("accounts", help="People and their offices.")
_UNTIL = click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of the term, in Japan's time.")


@accounts_commands.command("create-administrator")
@click.argument("address")
@click.option("--name", prompt="Name shown to others", help="The name shown to others.")
@_UNTIL
def create_administrator(address: str, name: str, until: dt.datetime | None) -> None:
    """Make an account with the administrator's office and print a link to choose its password.

    There is no account and no password before this.
    """
    with _acts():
        at = now()
        code = sign_ups.invite(name=name, address=address, at=at)
        _grant(_person(address), Role.ADMINISTRATOR, EVERYWHERE, until, at)
    minutes = CODE_LASTS // dt.timedelta(minutes=1)
    click.echo(f"Choose the password here within {minutes} minutes; the link works once:")
    click.echo(link_from_outside("accounts.show_new_password", code=code))


@accounts_commands.command("grant")
@click.argument("address")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--scope", default=EVERYWHERE, show_default=True, help="What it is held over, such as contest:7.")
@_UNTIL
def grant(address: str, role: str, scope: str, until: dt.datetime | None) -> None:
    """Give the person with ADDRESS an office from now on."""
    with _acts():
        _grant(_person(address), Role(role), scope, until, now())
    click.echo(f"Granted: {role} for {scope}. The person signs in again to use it.")


def _grant(person: Person, role: Role, scope: str, until: dt.datetime | None, at: dt.datetime) -> None:
    ends_at = None if until is None else start_of_day(until.date() + dt.timedelta(days=1))
    roles.grant_role(person=person, role=role, scope=scope, starts_at=at, ends_at=ends_at, by=None, at=at)


def _person(address: str) -> Person:
    person = person_with_address(address_key(address))
    if person is None:
        raise click.ClickException(f"Nobody has an account with the address {address}.")
    return person


@contextmanager
def _acts() -> Iterator[None]:
    """Do it in one transaction, and say in one sentence why not."""
    try:
        with transaction("write"):
            yield
    except Refusal as refusal:
        raise click.ClickException(refusal.message % refusal.details) from refusal
