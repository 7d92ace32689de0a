"""``flask contest recount`` and ``flask contest import-ideas``."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from contest.enums import ImportState, WindowKind
from contest.errors import ImportedBefore
from contest.jobs import bring_in
from contest.methods.imports import (
    TOLD_EVERY,
    Checked,
    IdeaColumn,
    OpenedFile,
    check_table,
    guess_columns,
    open_file,
    open_table,
    read_headings,
)
from contest.methods.tally import Standing
from contest.models import Contest, IdeaImport
from contest.queries.contests import contest_with_slug
from contest.queries.counts import ballots_unlike_their_record, count_ballots, published_votes, recount_ballots
from contest.queries.imports import division_names, import_under_way, is_imported
from contest.services.imports import upload_file
from foundations.database.clock import now
from foundations.database.clock_mark import instant_of_writing
from foundations.database.session import transaction
from foundations.database.transactions import mode
from foundations.refusal import Refusal

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

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


@contest_commands.command("import-ideas")
@click.argument("slug", metavar="CONTEST")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--division", help="Short name of the division for ideas that name none; the first one by default.")
@click.option(
    "--column",
    "chosen",
    multiple=True,
    metavar="PART=HEADING",
    help=f"Which column holds what; PART is one of {', '.join(IdeaColumn)}. Guessed from the headings if not given.",
)
def import_ideas(slug: str, file: Path, division: str | None, chosen: tuple[str, ...]) -> None:
    """Make every row of FILE.csv a published idea of CONTEST, or none if any row is faulty.

    Stopped (Ctrl-C, a machine that dies) it leaves nothing in the contest; run it again and it
    goes on from where it was.
    """
    try:
        opened = open_file(file.read_bytes())
        table = open_table(opened.content)
        headings = read_headings(table)
        columns = _chosen_columns(headings, chosen)
        with transaction("read"):
            contest = contest_with_slug(slug)
            if contest is None:
                raise click.ClickException(f"There is no contest {slug}.")
            divisions = division_names(contest)
            if is_imported(contest, opened.digest):
                raise ImportedBefore
            division_id = divisions[division] if division else contest.divisions[0].id
        click.echo(", ".join(f"{part}: {headings[position]}" for part, position in columns.items()))
        with click.progressbar(length=opened.rows, label="Reading", file=sys.stderr) as bar:
            checked = check_table(table, columns, list(divisions), partial(_tell, bar))
        if checked is None or checked.fault_count:
            _complain(checked)
        rows = _bring_in(slug, file.name, replace(opened, columns=columns), division_id)
    except KeyError as error:
        raise click.ClickException(f"There is no division or column {error}.") from error
    except Refusal as refusal:
        raise click.ClickException(refusal.message % refusal.details) from refusal
    click.echo(f"{rows} ideas imported into {slug}.")


def _tell(bar: "ProgressBar[int]", _done: int) -> bool:
    bar.update(TOLD_EVERY)
    return True


def _chosen_columns(headings: Sequence[str], chosen: tuple[str, ...]) -> dict[IdeaColumn, int]:
    columns = guess_columns(headings)
    for pair in chosen:
        part, _, heading = pair.partition("=")
        if part not in set(IdeaColumn) or heading not in headings:
            raise click.ClickException(f"{pair}: the parts are {', '.join(IdeaColumn)}, the headings {headings}.")
        columns[IdeaColumn(part)] = headings.index(heading)
    if IdeaColumn.PROPOSAL not in columns:
        raise click.ClickException(f"Say which column holds the text: --column proposal=… (one of {headings}).")
    return columns


def _complain(checked: Checked | None) -> None:
    for fault in checked.faults if checked else []:
        click.echo(f"row {fault.row}, {fault.column or 'whole row'}: {fault.message}", err=True)
    raise click.ClickException(f"{checked.fault_count if checked else 0} faults; nothing was imported.")


def _bring_in(slug: str, name: str, file: OpenedFile, division_id: int) -> int:
    with transaction("write") as session:
        at, contest = instant_of_writing(session), contest_with_slug(slug)
        if contest is None:
            raise click.ClickException(f"There is no contest {slug}.")
        started = import_under_way(contest, file.digest)
        if started is None:
            started = upload_file(contest=contest, file_name=name, file=file, by_id=None, at=at)
            started.state, started.division_id = ImportState.IMPORTING, division_id
        import_id, done = started.id, started.done_rows
    with click.progressbar(length=file.rows, label="Bringing in", file=sys.stderr) as bar:
        bar.update(done)
        bring_in(import_id, bar.update)
    with transaction("read") as session:
        state = session.get_one(IdeaImport, import_id).state
    if state != ImportState.DONE:
        raise click.ClickException("The import was given up meanwhile, or voting began; nothing was imported.")
    return file.rows


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
