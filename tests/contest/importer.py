"""A process that brings a file of ideas in: ``python -m tests.contest.importer WAY CONTEST FILE``.

It prints how many megabytes and seconds of the processor it took. ``WAY`` is "command" or "desk" (upload,
columns, and the job that a large file waits for).
"""

import resource
import sys
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import create_app
from contest.jobs import work_on_import
from contest.methods.imports import IdeaColumn, open_file
from contest.models import Contest, IdeaImport
from contest.services.imports import choose_columns, confirm_import, upload_file
from foundations.database.clock import now
from foundations.database.session import db, transaction


def by_command(app: Flask, slug: str, file: Path) -> str:
    """Bring the file in at the console; return what it said."""
    return app.test_cli_runner().invoke(args=["contest", "import-ideas", slug, str(file)]).output


def at_the_desk(app: Flask, slug: str, file: Path) -> str:
    """Bring the file in as the secretariat does; return in which state it ended."""
    with app.app_context():
        with transaction("write"):
            contest = db.session.scalars(select(Contest).where(Contest.slug == slug)).one()
            opened = open_file(file.read_bytes())
            started = upload_file(contest=contest, file_name=file.name, file=opened, by_id=None, at=now())
            place, import_id = contest.divisions[0].id, started.id
            text = {IdeaColumn.PROPOSAL: 0}
            choose_columns(started=started, columns=text, division_id=place, checked=None, at=now())
        work_on_import(import_id, now())
        with transaction("write") as session:
            started = session.get_one(IdeaImport, import_id)
            if started.state == "ready":
                confirm_import(started=started, at=now())
        work_on_import(import_id, now())
        with transaction("read") as session:
            return session.get_one(IdeaImport, import_id).state


if __name__ == "__main__":
    way, contest_slug, path = sys.argv[1:]
    said = {"command": by_command, "desk": at_the_desk}[way](create_app(), contest_slug, Path(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{peak} {time.process_time():.0f}\n{said}")  # noqa: T201 - the test reads it
