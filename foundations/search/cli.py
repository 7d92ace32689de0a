"""``flask search rebuild``."""

import sys

import click
from flask.cli import AppGroup

from foundations.search.indexing import rebuild
from foundations.search.interface import IndexBusy
from foundations.search.registry import current_search

_TELL_EVERY = 500
_TIMEOUT_SECONDS = 10.0

search_commands = AppGroup("search", help="The index of the search page.")


@search_commands.command("rebuild")
def rebuild_index() -> None:
    """Build the index anew from the database; the old one answers until then."""
    try:
        count = rebuild(current_search(), timeout=_TIMEOUT_SECONDS, tell=_tell)
    except IndexBusy:
        click.echo("Another process is writing the index. Nothing was changed; try again in a minute.", err=True)
        sys.exit(1)
    click.echo(f"{count} documents can be found.")


def _tell(count: int) -> None:
    if count % _TELL_EVERY == 0:
        click.echo(f"{count} documents …")
