"""``flask ledger verify`` and ``flask ledger export``."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from foundations.database.clock import now
from foundations.database.session import db
from foundations.ledger.checkpoints import HistoryRewritten, publish_checkpoint
from foundations.ledger.export import NothingPublished, export_ledger
from foundations.ledger.findings import Verification
from foundations.ledger.signed_notes import Checkpoint, NoteRefused, read_checkpoint
from foundations.ledger.signing_keys import Signer, signer_for
from foundations.ledger.verification import verify_ledger

SHOWN = 50
ledger_commands = AppGroup("ledger", help="The append-only record of every binding act.")


@ledger_commands.command("verify")
@click.option(
    "--checkpoint",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A checkpoint kept elsewhere; may be given several times.",
)
def verify(files: tuple[Path, ...]) -> None:
    """Recompute the whole ledger; exit with 1 and say what does not fit, if anything."""
    signer = _signer()
    try:
        last = signer.last_signed()
        kept = [read_checkpoint(file.read_text(encoding="utf-8"), signer.key.verifier_key) for file in files]
    except NoteRefused as error:
        raise click.ClickException(f"A checkpoint kept outside the database is forged: {error}") from error
    result = verify_ledger(verifier_key=signer.key.verifier_key, kept=[*kept, *([last] if last else [])])
    _report(result, kept)
    sys.exit(0 if result.is_sound else 1)


@ledger_commands.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Sign the newest head and write the public ledger into FOLDER, which must be new or empty."""
    try:
        publish_checkpoint(_signer(), at=now())
        db.session.commit()
        size = export_ledger(folder, public_kinds=current_app.config.get("LEDGER_PUBLIC_KINDS", ()))
    except (HistoryRewritten, NoteRefused) as error:
        raise click.ClickException(f"Nothing was signed or written: {error}") from error
    except NothingPublished:
        raise click.ClickException("The ledger is empty: there is nothing to export.") from None
    except FileExistsError:
        raise click.ClickException(f"{folder} is not empty. Name a new folder.") from None
    click.echo(f"{size} entries written to {folder}. Check them: python docs/verify/verify_ledger.py export {folder}")


def _signer() -> Signer:
    return signer_for(current_app.extensions["yoriai_settings"])


def _report(result: Verification, kept: list[Checkpoint]) -> None:
    click.echo(f"{result.size} entries: {result.opened} opened, {result.erased} without payload")
    click.echo(f"{result.checkpoints} checkpoints in the database, {len(kept)} kept elsewhere")
    click.echo(f"root {result.root.hex()}")
    for finding in result.findings[:SHOWN]:
        click.echo(f"  {finding}")
    if len(result.findings) > SHOWN:
        click.echo(f"  and {len(result.findings) - SHOWN} more")
    click.echo("Everything fits." if result.is_sound else f"{len(result.findings)} findings.")
