"""``flask contest recount``."""

import sys
from collections.abc import Mapping, Sequence

import click
from flask.cli import AppGroup

from contest.enums import WindowKind
from contest.methods.tally import Standing
from contest.models import Contest
from contest.queries.contests import contest_with_slug
from contest.queries.counts import ballots_unlike_their_record, count_ballots, published_votes, recount_ballots
from foundations.database.clock import now
from foundations.database.transactions import mode

contest_commands = AppGroup("contest", help="Idea contests.")
Counted = Mapping[int, Sequence[Standing]]


@contest_commands.command("recount")
@click.argument("slug", metavar="CONTEST")
def recount(slug: str) -> None:
    """Count the ballots of CONTEST (the last part of its address) twice and check each against the ledger.

    Exits with 1 if anything differs. Until the results are released it prints no number:
    nobody sees interim results, not even whoever operates the system by this command.
    """
    with mode("read"):
        contest = contest_with_slug(slug)
        if contest is None:
            raise click.ClickException(f"There is no contest {slug}.")
        if contest.window(WindowKind.VOTING).closes_at > now():
            raise click.ClickException("Voting has not closed, so there is nothing to count yet.")
        counted, recounted = count_ballots(contest), recount_ballots(contest)
        faults = [
            *_differences("counted in Python and in SQL", counted, recounted),
            *_unpublished(contest, counted),
            *(f"ballot {code} is not as the ledger records it" for code in ballots_unlike_their_record(contest)),
        ]
        lines = [] if contest.released_at is None else _table(contest, counted)
    for line in [*lines, *faults]:
        click.echo(line)
    click.echo("Something differs." if faults else "Both counts agree, and every ballot is as the ledger records it.")
    sys.exit(1 if faults else 0)


def _differences(what: str, left: Counted, right: Counted) -> list[str]:
    ideas = {division: {one.idea: one for one in standings} for division, standings in left.items()}
    others = {division: {one.idea: one for one in standings} for division, standings in right.items()}
    return [
        f"idea {idea} of division {division} is not the same {what}"
        for division in sorted({*ideas, *others})
        for idea in sorted({*ideas.get(division, {}), *others.get(division, {})})
        if ideas.get(division, {}).get(idea) != others.get(division, {}).get(idea)
    ]


def _unpublished(contest: Contest, counted: Counted) -> list[str]:
    if contest.released_at is None:
        return []
    return _differences("counted now and published", counted, published_votes(contest))


def _table(contest: Contest, counted: Counted) -> list[str]:
    return [
        f"{division.slug}\t{one.rank}\t{one.votes}\tidea {one.idea}"
        for division in contest.divisions
        for one in counted.get(division.id, [])
    ]
